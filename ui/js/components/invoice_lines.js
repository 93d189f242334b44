import { money, percent, quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { unitFor } from '../units.js';
import { Totals } from './order_totals.js';

/** The lines of an invoice, and its tax by rate. */
export function InvoiceLines({ invoice }) {
  const heads = ['mouvement.quantite', 'commande.prix', 'commande.remise', 'piece.taux_tva', 'commande.total_ht'];
  const cells = (line) => [
    html`
      ${quantity(line.quantite)} ${unitFor(line.unite, line.quantite)}
      ${Number(line.quantite_creditee) > 0 && html`
        <small class="cell-note">${t('facture.ligne_creditee', { quantite: quantity(line.quantite_creditee) })}</small>
      `}
    `,
    money(line.prix_unitaire),
    Number(line.remise) ? percent(line.remise) : '–',
    percent(line.taux_tva),
    html`<strong>${money(line.total_ht)}</strong>`,
  ];
  return html`
    <section class="card panel">
      <header class="panel-header">
        <h2>${t('commande.lignes')}</h2>
      </header>
      <div class="table-wrap">
        <table class="table data-table data-table-flat">
          <caption class="visually-hidden">${t('commande.lignes')}</caption>
          <thead>
            <tr>
              <th scope="col">${t('facture.designation')}</th>
              ${heads.map((key) => html`
                <th key=${key} scope="col" class="num">
                  ${t(key)}
                </th>
              `)}
            </tr>
          </thead>
          <tbody>
            ${invoice.lignes.map((line) => html`
              <tr key=${line.id}>
                <td class="card-title-cell">
                  ${line.designation}
                  <small class="cell-note">
                    <code>${line.reference}</code>
                  </small>
                </td>
                ${cells(line).map((value, i) => html`
                  <td key=${heads[i]} class="num" data-label=${t(heads[i])}>
                    ${value}
                  </td>
                `)}
              </tr>
            `)}
          </tbody>
        </table>
      </div>
      <div class="panel-body totals-row invoice-totals">
        <ul class="tax-rows">
          ${invoice.tva.map(({ taux, base, montant }) => html`
            <li key=${taux}>${t('facture.tva_ligne', { taux: percent(taux), base: money(base), montant: money(montant) })}</li>
          `)}
        </ul>
        <${Totals} ht=${invoice.total_ht} tva=${invoice.total_tva} ttc=${invoice.total_ttc} />
      </div>
    </section>
  `;
}
