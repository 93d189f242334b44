import * as api from '../api/stock.js';
import { date, dateTime, quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useResource } from '../resource.js';
import { can } from '../session.js';
import { EmptyState } from './empty_state.js';
import { ErrorState } from './error_state.js';
import { PlaceLevels } from './place_levels.js';
import { Skeleton } from './skeleton.js';

/** Where a part lies, for whom it is held, and what is still to come. */
export function PieceStockDetail({ piece }) {
  const { data, error, reload } = useResource((signal) => api.level(piece.id, signal), [piece.id]);
  if (error && !data)
    return html`
      <div class="card">
        <${ErrorState} error=${error} onRetry=${reload} />
      </div>
    `;
  if (!data)
    return html`
      <div class="card card-body">
        <${Skeleton} lines=${6} />
      </div>
    `;
  return html`
    <div class="detail-grid">
      <div>
        <section class="card panel">
          <header class="panel-header">
            <h2>${t('stock.par_emplacement')}</h2>
          </header>
          <${PlaceLevels} places=${data.emplacements} />
        </section>
        <${Rows}
          title=${t('stock.lots')}
          rows=${data.lots}
          draw=${(lot) => html`
            <span>
              <strong>${lot.lot}</strong>
              <small>
                <code>${lot.code}</code>
              </small>
            </span>
            <span class="num">${quantity(lot.quantite)}</span>
          `}
        />
      </div>
      <div>
        <${Rows}
          title=${t('nav.reservations')}
          rows=${data.reservations}
          more=${`#/stock/reservations?piece_id=${piece.id}`}
          empty=${t('reservation.aucune')}
          draw=${(held) => html`
            <span>
              <strong>${held.motif || t(held.commande_id ? 'reservation.pour_commande' : 'reservation.a_la_main')}</strong>
              <small>
                <code>${held.emplacement?.code}</code>
                ${held.expire_le && ` · ${t('reservation.expire', { date: dateTime(held.expire_le) })}`}
              </small>
            </span>
            <span class="num">${quantity(held.quantite)}</span>
          `}
          link=${(held) => held.commande_id && can('commandes.lire') && `#/commandes/${held.commande_id}`}
        />
        <${Rows}
          title=${t('stock.attendus')}
          rows=${data.attendus}
          empty=${t('stock.rien_attendu')}
          draw=${(expected) => html`
            <span>
              <strong>${expected.reference}</strong>
              <small>
                ${[expected.fournisseur_nom, expected.prevu_le && t('commande.prevue_le', { date: date(expected.prevu_le) })]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
            <span class="num">${quantity(expected.quantite)}</span>
          `}
          link=${(expected) => can('commandes.lire') && `#/commandes/${expected.commande_id}`}
        />
      </div>
    </div>
  `;
}

function Rows({ title, rows, draw, link, empty, more }) {
  if (!rows?.length && !empty) return null;
  return html`
    <section class="card panel">
      <header class="panel-header">
        <h2>${title}</h2>
        ${more && rows?.length > 0 && html`<a href=${more}>${t('action.voir_tout')}</a>`}
      </header>
      ${!rows?.length && html`<p class="px-3 pb-3 mb-0 text-secondary">${empty}</p>`}
      <ul class="link-rows">
        ${rows?.map((row, i) => html`
          <li key=${row.id ?? i}>
            ${link?.(row) ? html`<a href=${link(row)}>${draw(row)}</a>` : html`<div class="link-row">${draw(row)}</div>`}
          </li>
        `)}
      </ul>
    </section>
  `;
}
