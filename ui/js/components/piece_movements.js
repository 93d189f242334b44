import * as api from '../api/stock.js';
import { dateTime, quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { confirmCancelling, isCancellable } from '../movement_cancelling.js';
import { useResource } from '../resource.js';
import { can } from '../session.js';
import { MovementBadge } from './badges.js';
import { DataTable } from './data_table.js';
import { EmptyState } from './empty_state.js';
import { route, signedQuantity } from './movement_feed.js';
import { MovementReason } from './movement_reason.js';

const SIZE = 50;

const columns = (onCancel) => [
  {
    label: t('champ.date'),
    title: true,
    cell: (row) => html`
      <time class="cell-line" dateTime=${row.cree_le}>${dateTime(row.cree_le)}</time>
      <small class="cell-note">
        <code>${row.reference}</code>
      </small>
    `,
  },
  { label: t('mouvement.type'), cell: (row) => html`<${MovementBadge} type=${row.type} />` },
  { label: t('mouvement.quantite'), class: 'num', cell: (row) => html`<strong class=${`amount-${row.type}`}>${signedQuantity(row)}</strong>` },
  { label: t('emplacement.emplacement'), cell: (row) => html`<code class="cell-line">${route(row)}</code>` },
  { label: t('mouvement.solde'), class: 'num', cell: (row) => quantity(row.solde_apres) },
  { label: t('mouvement.motif'), class: 'cell-text', cell: (row) => html`<${MovementReason} movement=${row} />` },
  {
    label: t('champ.actions'),
    hidden: true,
    class: 'row-actions',
    cell: (row) =>
      isCancellable(row) && can('stock.mouvementer') && html`
        <button type="button" class="btn btn-sm" onClick=${() => onCancel(row)}>${t('action.annuler')}</button>
      `,
  },
];

/** The ledger of one part. */
export function PieceMovements({ piece }) {
  const list = useResource((signal) => api.listMovements({ piece_id: piece.id, page_size: SIZE }, signal), [piece.id]);
  const cancel = async (row) => (await confirmCancelling(row)) && list.reload();
  return html`
    <div class="card list-card">
      <${DataTable}
        caption=${t('nav.mouvements')}
        columns=${columns(cancel)}
        ...${list}
        rows=${list.data?.results}
        empty=${html`<${EmptyState} icon="arrows-exchange" title=${t('mouvement.aucun')} />`}
      />
      ${list.data?.next && html`
        <a class="menu-footer" href=${`#/stock/mouvements?piece_id=${piece.id}`}>${t('action.voir_tout')}</a>
      `}
    </div>
  `;
}
