import { date, money } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { InvoiceBadge } from './badges.js';

/** The invoices and credit notes of an order. */
export function OrderInvoices({ invoices }) {
  if (!invoices?.length) return null;
  return html`
    <section class="card panel">
      <header class="panel-header">
        <h2>${t('nav.factures')}</h2>
      </header>
      <ul class="link-rows">
        ${invoices.map((invoice) => html`
          <li key=${invoice.id}>
            <a href=${`#/factures/${invoice.id}`}>
              <span>
                <strong>${invoice.numero}</strong>
                <small>${date(invoice.date_emission)}</small>
              </span>
              <${InvoiceBadge} invoice=${invoice} />
              <span class="num">${money(invoice.total_ttc)}</span>
            </a>
          </li>
        `)}
      </ul>
    </section>
  `;
}
