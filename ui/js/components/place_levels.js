import { quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';

/** The places that hold a part. */
export function PlaceLevels({ places }) {
  if (!places?.length) return html`<p class="p-3 text-secondary mb-0">${t('stock.nulle_part')}</p>`;
  return html`
    <div class="table-wrap">
      <table class="table data-table data-table-flat">
        <caption class="visually-hidden">${t('stock.par_emplacement')}</caption>
        <thead>
          <tr>
            <th scope="col">${t('emplacement.emplacement')}</th>
            <th scope="col" class="num">
              ${t('stock.quantite')}
            </th>
            <th scope="col" class="num">
              ${t('stock.reserve')}
            </th>
            <th scope="col" class="num">
              ${t('stock.disponible')}
            </th>
          </tr>
        </thead>
        <tbody>
          ${places.map((place) => html`
            <tr key=${place.emplacement_id}>
              <td data-label=${t('emplacement.emplacement')}>
                <span class="place-cell">
                  <code class="cell-line">${place.code}</code>
                  <span>${place.nom}</span>
                </span>
              </td>
              <td class="num" data-label=${t('stock.quantite')}>
                ${quantity(place.quantite)}
              </td>
              <td class="num" data-label=${t('stock.reserve')}>
                ${quantity(place.reserve)}
              </td>
              <td class="num" data-label=${t('stock.disponible')}>
                <strong>${quantity(place.disponible)}</strong>
              </td>
            </tr>
          `)}
        </tbody>
      </table>
    </div>
  `;
}
