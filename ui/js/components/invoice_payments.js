import { useState } from 'preact/hooks';
import { date, money } from '../format.js';
import { html } from '../html.js';
import { t, tMaybe } from '../i18n.js';
import { can } from '../session.js';
import { PaymentBadge } from './badges.js';
import { EmptyState } from './empty_state.js';
import { Icon } from './icon.js';
import { RefundDialog } from './refund_dialog.js';

const ICONS = { carte: 'credit-card', virement: 'building-bank', especes: 'cash', cheque: 'writing' };

/** What was paid of an invoice, attempts and refunds included. */
export function InvoicePayments({ invoice, onChange }) {
  const [refunded, setRefunded] = useState(null);
  const payments = invoice.paiements ?? [];
  return html`
    <section class="card panel">
      <header class="panel-header">
        <h2>${t('nav.paiements')}</h2>
      </header>
      ${payments.length === 0 && html`<${EmptyState} icon="cash" title=${t('paiement.aucun')} />`}
      <ul class="operations">
        ${payments.map((payment) => html`
          <li key=${payment.id}>
            <span class="operation-icon">
              <${Icon} name=${ICONS[payment.moyen]} size=${18} />
            </span>
            <div>
              <strong>${money(payment.montant)}</strong>
              <small>${paymentText(payment)}</small>
              ${payment.remboursements?.map((refund) => html`
                <small key=${refund.id}>
                  ${t('paiement.rembourse_ligne', { montant: money(refund.montant), motif: refund.motif })}
                </small>
              `)}
            </div>
            <span class="row-actions">
              <${PaymentBadge} etat=${payment.etat} />
              ${Number(payment.remboursable) > 0 && can('paiements.gerer') && html`
                <button type="button" class="btn btn-sm" onClick=${() => setRefunded(payment)}>
                  ${t('paiement.rembourser')}
                </button>
              `}
            </span>
          </li>
        `)}
      </ul>
      ${refunded && html`
        <${RefundDialog}
          payment=${refunded}
          onClose=${() => setRefunded(null)}
          onDone=${() => {
            setRefunded(null);
            onChange();
          }}
        />
      `}
    </section>
  `;
}

export function paymentText(payment) {
  return [
    t(`paiement.moyen.${payment.moyen}`) + (payment.carte_fin ? ` •••• ${payment.carte_fin}` : ''),
    payment.reference,
    date(payment.recu_le),
    payment.raison && tMaybe(`paiement.raison.${payment.raison}`, {}, payment.raison),
  ]
    .filter(Boolean)
    .join(' · ');
}
