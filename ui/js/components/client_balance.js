import { balance } from '../api/tiers.js';
import { date, money } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useResource } from '../resource.js';
import { AgingBar } from './aging_bar.js';
import { ErrorState } from './error_state.js';
import { Skeleton } from './skeleton.js';

/** What a customer owes, and for which invoices. */
export function ClientBalance({ id }) {
  const { data, error, reload } = useResource((signal) => balance(id, signal), [id]);
  return html`
    <section class="card panel">
      <header class="panel-header">
        <h2>${t('client.solde')}</h2>
        <a href=${`#/factures?client_id=${id}`}>${t('action.voir_tout')}</a>
      </header>
      <div class="panel-body">
        ${error && !data && html`<${ErrorState} error=${error} onRetry=${reload} />`}
        ${!data && !error && html`<${Skeleton} />`}
        ${data && html`
          <div class="balance-line">
            <${Amount} label=${t('client.du')} value=${data.du} main />
            <${Amount} label=${t('client.en_retard')} value=${data.en_retard} late=${Number(data.en_retard) > 0} />
            <${Amount} label=${t('client.facture')} value=${data.facture} />
            <${Amount} label=${t('facture.paye')} value=${data.paye} />
          </div>
          ${Number(data.du) > 0 && html`<${AgingBar} amounts=${data} />`}
        `}
      </div>
      ${data?.factures.length > 0 && html`
        <ul class="link-rows">
          ${data.factures.map((invoice) => html`
            <li key=${invoice.id}>
              <a href=${`#/factures/${invoice.id}`}>
                <span>
                  <strong>${invoice.numero}</strong>
                  <small>${t('facture.echeance_le', { date: date(invoice.date_echeance) })}</small>
                </span>
                ${invoice.jours_de_retard > 0 && html`
                  <span class="is-late">${t('facture.retard', { n: invoice.jours_de_retard })}</span>
                `}
                <span class="num">${money(invoice.reste_du)}</span>
              </a>
            </li>
          `)}
        </ul>
      `}
    </section>
  `;
}

const Amount = ({ label, value, main, late }) => html`
  <div class=${`level-figure ${main ? 'is-main' : ''} ${late ? 'is-late' : ''}`}>
    <span>${label}</span>
    <strong>${money(value)}</strong>
  </div>
`;
