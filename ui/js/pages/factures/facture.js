import { useState } from 'preact/hooks';
import * as api from '../../api/factures.js';
import { InvoiceBadge } from '../../components/badges.js';
import { CreditDialog } from '../../components/credit_dialog.js';
import { DownloadButton } from '../../components/download_button.js';
import { ErrorState } from '../../components/error_state.js';
import { Facts } from '../../components/facts.js';
import { InvoiceLines } from '../../components/invoice_lines.js';
import { InvoiceMailDialog } from '../../components/invoice_mail_dialog.js';
import { InvoicePayments } from '../../components/invoice_payments.js';
import { ObjectTimeline } from '../../components/object_timeline.js';
import { PageHeader } from '../../components/page_header.js';
import { PaymentDialog } from '../../components/payment_dialog.js';
import { SkeletonPage } from '../../components/skeleton.js';
import { ActButton } from '../../components/submit_button.js';
import { compare } from '../../decimal.js';
import { date, money } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { openFile } from '../../open_file.js';
import { termsText } from '../../payment_terms.js';
import { useEvery, useResource } from '../../resource.js';
import { can } from '../../session.js';
import { reportError } from '../../toasts.js';

const SECONDS = 2;
const waits = (invoice) => invoice.paiements?.some(({ etat }) => etat === 'en_attente');

/** One invoice or credit note: what is on it, what is paid of it, what may still be done. */
export default function Facture({ id }) {
  const { data: invoice, error, reload } = useResource((signal) => api.read(id, signal), [id]);
  const [dialog, setDialog] = useState(null);
  useEvery(SECONDS, () => invoice && waits(invoice) && reload());
  if (error && !invoice)
    return html`
      <div class="card">
        <${ErrorState} error=${error} onRetry=${reload} />
      </div>
    `;
  if (!invoice) return html`<${SkeletonPage} />`;
  const isInvoice = invoice.type === 'facture';
  const owes = isInvoice && compare(invoice.reste_du, '0') > 0;
  const close = () => {
    setDialog(null);
    reload();
  };
  return html`
    <${PageHeader}
      title=${invoice.numero}
      badge=${html`<${InvoiceBadge} invoice=${invoice} />`}
      back=${{ href: '#/factures', label: t('nav.factures') }}
      text=${t('facture.emise_le', { date: date(invoice.date_emission), client: invoice.acheteur?.nom ?? invoice.client?.nom })}>
      ${isInvoice && invoice.etat !== 'annulee' && can('factures.gerer') && html`
        <${ActButton} icon="receipt-refund" onClick=${() => setDialog('avoir')}>${t('facture.faire_avoir')}<//>
      `}
      ${can('factures.gerer') && html`
        <${ActButton} icon="mail" onClick=${() => setDialog('courriel')}>${t('facture.envoyer')}<//>
      `}
      <${ActButton} icon="external-link" onClick=${() => openFile(() => api.pdf(id)).catch(reportError)}>
        ${t('facture.ouvrir')}
      <//>
      <${DownloadButton} load=${() => api.pdf(id)} name=${`${invoice.numero}.pdf`}>PDF<//>
      ${owes && can('paiements.gerer') && html`
        <${ActButton} class="btn-primary" icon="cash" onClick=${() => setDialog('paiement')}>${t('paiement.encaisser')}<//>
      `}
    <//>
    ${isInvoice && html`<${Balance} invoice=${invoice} />`}
    <div class="detail-grid">
      <div>
        <${InvoiceLines} invoice=${invoice} />
        ${isInvoice && html`<${InvoicePayments} invoice=${invoice} onChange=${reload} />`}
      </div>
      <div>
        <${InvoiceFacts} invoice=${invoice} />
        <${Credits} invoices=${invoice.avoirs} />
        <${ObjectTimeline} objetId=${id} />
      </div>
    </div>
    ${dialog === 'avoir' && html`<${CreditDialog} invoice=${invoice} onClose=${() => setDialog(null)} />`}
    ${dialog === 'courriel' && html`<${InvoiceMailDialog} invoice=${invoice} onClose=${close} />`}
    ${dialog === 'paiement' && html`<${PaymentDialog} invoice=${invoice} onClose=${close} />`}
  `;
}

function Balance({ invoice }) {
  const figures = [
    ['commande.total_ttc', invoice.total_ttc],
    ['facture.paye', invoice.montant_paye],
    Number(invoice.montant_credite) > 0 && ['facture.credite', invoice.montant_credite],
    Number(invoice.montant_en_attente) > 0 && ['facture.en_attente', invoice.montant_en_attente],
    Number(invoice.trop_percu) > 0 && ['facture.trop_percu', invoice.trop_percu],
  ].filter(Boolean);
  return html`
    <section class="card balance" aria-label=${t('facture.solde')}>
      ${figures.map(([key, amount]) => html`
        <div key=${key}>
          <span>${t(key)}</span>
          <strong>${money(amount)}</strong>
        </div>
      `)}
      <div class=${`balance-main ${invoice.en_retard ? 'is-late' : ''}`}>
        <span>${t('facture.reste')}</span>
        <strong>${money(invoice.reste_du)}</strong>
      </div>
    </section>
  `;
}

function InvoiceFacts({ invoice }) {
  const { acheteur: buyer = {} } = invoice;
  const rows = [
    [t('client.client'), html`<a href=${`#/clients/${invoice.client_id}`}>${buyer.nom ?? invoice.client?.nom}</a>`],
    [t('champ.adresse'), buyer.adresse && html`<span class="text-prewrap">${buyer.adresse}</span>`],
    [t('tiers.siret'), buyer.siret],
    [t('tiers.tva'), buyer.tva],
    invoice.commande_id && [
      t('commande.reference'),
      html`<a href=${`#/commandes/${invoice.commande_id}`}>${invoice.commande_reference}</a>`,
    ],
    invoice.facture_origine_id && [
      t('facture.corrige'),
      html`<a href=${`#/factures/${invoice.facture_origine_id}`}>${invoice.facture_origine_numero}</a>`,
    ],
    [t('facture.date'), date(invoice.date_emission)],
    invoice.date_echeance && [t('facture.echeance'), date(invoice.date_echeance)],
    invoice.conditions_paiement && [t('tiers.conditions'), termsText(invoice.conditions_paiement)],
    [t('mouvement.motif'), invoice.motif],
    [t('champ.auteur'), invoice.user_email],
  ];
  return html`<${Facts} title=${t(`facture.type.${invoice.type}`)} rows=${rows} />`;
}

function Credits({ invoices }) {
  if (!invoices?.length) return null;
  return html`
    <section class="card panel">
      <header class="panel-header">
        <h2>${t('facture.avoirs')}</h2>
      </header>
      <ul class="link-rows">
        ${invoices.map((credit) => html`
          <li key=${credit.id}>
            <a href=${`#/factures/${credit.id}`}>
              <span>
                <strong>${credit.numero}</strong>
                <small>${date(credit.date_emission)}</small>
              </span>
              <span class="num">${money(credit.total_ttc)}</span>
            </a>
          </li>
        `)}
      </ul>
    </section>
  `;
}
