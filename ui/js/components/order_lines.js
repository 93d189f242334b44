import { money, percent, quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useReservedPlaces } from '../reserved_places.js';
import { Totals } from './order_totals.js';

/** The lines of an order as the API has them; `shortages` are those of a refused validation. */
export function OrderLines({ order, shortages }) {
  const reservedFor = useReservedPlaces(order);
  const shortOf = (detail) => shortages.find(({ piece_id: id }) => id === detail.piece_id);
  const cells = (detail) => [
    [t('mouvement.quantite'), html`${quantity(detail.quantite)}<${Progress} detail=${detail} type=${order.type} />`],
    [t('commande.prix'), money(detail.prix_unitaire)],
    [t('commande.remise'), Number(detail.remise) ? percent(detail.remise) : '–'],
    [t('piece.taux_tva'), percent(detail.taux_tva)],
    [t('commande.total_ht'), html`<strong>${money(detail.total_ht)}</strong>`],
  ];
  return html`
    <section class="card panel">
      <header class="panel-header">
        <h2>${t('commande.lignes')}</h2>
        <span class="text-secondary">${t('commande.nombre_lignes', { n: order.details.length })}</span>
      </header>
      <div class="table-wrap">
        <table class="table data-table data-table-flat">
          <caption class="visually-hidden">${t('commande.lignes')}</caption>
          <thead>
            <tr>
              <th scope="col">${t('piece.piece')}</th>
              ${[
                'mouvement.quantite',
                'commande.prix',
                'commande.remise',
                'piece.taux_tva',
                'commande.total_ht',
              ].map((key) => html`
                <th key=${key} scope="col" class="num">
                  ${t(key)}
                </th>
              `)}
            </tr>
          </thead>
          <tbody>
            ${order.details.map((detail) => html`
              <tr key=${detail.id} class=${shortOf(detail) ? 'line-short' : ''}>
                <td class="card-title-cell">
                  <a class="row-link" href=${`#/pieces/${detail.piece_id}`}>
                    ${detail.piece?.nom}
                  </a>
                  <small class="cell-note">
                    <code>${detail.piece?.reference}</code>
                  </small>
                  ${reservedFor(detail.id) && html`<small class="cell-note reserved-places">${reservedFor(detail.id)}</small>`}
                  ${shortOf(detail) && html`<${Shortage} ...${shortOf(detail)} />`}
                </td>
                ${cells(detail).map(([label, value]) => html`
                  <td key=${label} class="num" data-label=${label}>
                    ${value}
                  </td>
                `)}
              </tr>
            `)}
          </tbody>
        </table>
      </div>
      <div class="panel-body totals-row">
        <${Totals} ht=${order.total_ht} tva=${order.total_tva} ttc=${order.total_ttc} />
      </div>
    </section>
  `;
}

// said only once something happened to the line
function Progress({ detail, type }) {
  const done = type === 'achat' ? 'quantite_recue' : 'quantite_expediee';
  const said = (name) => t(`commande.${name}`, { n: detail[name], quantite: quantity(detail[name]) });
  const parts = [done, 'quantite_retournee', 'quantite_annulee']
    .filter((name) => Number(detail[name]))
    .map(said);
  if (parts.length && Number(detail.quantite_restante)) parts.push(said('quantite_restante'));
  return parts.length ? html`<small class="cell-note">${parts.join(' · ')}</small>` : null;
}

const Shortage = ({ demande, disponible }) => html`
  <div class="field-error" role="alert">
    ${t('commande.ligne_courte', { demande: quantity(demande), disponible: quantity(disponible) })}
  </div>
`;
