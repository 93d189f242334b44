import * as api from '../api/stock.js';
import { MovementBadge } from '../components/badges.js';
import { Clipped } from '../components/clipped.js';
import { DataTable } from '../components/data_table.js';
import { DateRange } from '../components/date_range.js';
import { EmptyState } from '../components/empty_state.js';
import { ExportMenu } from '../components/export_menu.js';
import { FilterSelect } from '../components/filter_select.js';
import { Icon } from '../components/icon.js';
import { route, signedQuantity } from '../components/movement_feed.js';
import { MovementReason } from '../components/movement_reason.js';
import { PageHeader } from '../components/page_header.js';
import { CursorPager } from '../components/pager.js';
import { PieceFilter } from '../components/piece_filter.js';
import { usePlaces } from '../components/place_select.js';
import { dateTime, quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useCursorList } from '../liste.js';
import { confirmCancelling, isCancellable } from '../movement_cancelling.js';
import { go, location, setQuery } from '../router.js';
import { can } from '../session.js';
import { useShortcut } from '../shortcuts.js';

const columns = (onCancel) => [
  {
    label: t('champ.date'),
    cell: (row) => html`
      <time class="cell-line" dateTime=${row.cree_le}>${dateTime(row.cree_le)}</time>
      <small class="cell-note">
        <code>${row.reference}</code>
      </small>
    `,
  },
  {
    label: t('piece.piece'),
    title: true,
    cell: (row) => html`
      <a class="row-link" href=${`#/pieces/${row.piece_id}`}>
        ${row.piece?.nom}
      </a>
      <small class="cell-note">
        <code>${row.piece?.reference}</code>
      </small>
    `,
  },
  { label: t('mouvement.type'), cell: (row) => html`<${MovementBadge} type=${row.type} />` },
  {
    label: t('mouvement.quantite'),
    class: 'num',
    cell: (row) => html`
      <strong class=${`amount-${row.type} ${row.annule_par_id ? 'is-cancelled' : ''}`}>${signedQuantity(row)}</strong>
    `,
  },
  { label: t('emplacement.emplacement'), cell: (row) => html`<code class="cell-line">${route(row)}</code>` },
  { label: t('mouvement.solde'), class: 'num', cell: (row) => quantity(row.solde_apres) },
  { label: t('mouvement.motif'), class: 'cell-text', cell: (row) => html`<${MovementReason} movement=${row} />` },
  { label: t('champ.auteur'), cell: (row) => html`<${Clipped} text=${row.user_email} />` },
  {
    label: t('champ.actions'),
    hidden: true,
    class: 'row-actions',
    cell: (row) => html`<${Cancelling} row=${row} onCancel=${onCancel} />`,
  },
];

// of the movement, or of the document it came with
function ReferenceFilter() {
  return html`
    <input
      class="form-control reference-filter"
      aria-label=${t('mouvement.reference')}
      placeholder=${t('mouvement.reference_filtre')}
      value=${location.value.query.reference ?? ''}
      onChange=${(event) => setQuery({ reference: event.target.value.trim() })}
    />
  `;
}

function Cancelling({ row, onCancel }) {
  if (row.annule_par_id) return html`<small class="text-secondary">${t('mouvement.est_annule')}</small>`;
  if (!can('stock.mouvementer') || !isCancellable(row)) return null;
  return html`
    <button
      type="button"
      class="icon-button icon-button-sm"
      aria-label=${t('mouvement.annuler_titre', row)}
      title=${t('mouvement.annuler')}
      onClick=${() => onCancel(row)}>
      <${Icon} name="restore" size=${16} />
    </button>
  `;
}

/** The ledger, newest first. It is never changed: a mistake is answered by a counter-entry. */
export default function Mouvements() {
  const list = useCursorList(api.listMovements);
  const places = usePlaces();
  const moves = can('stock.mouvementer');
  const cancel = async (row) => (await confirmCancelling(row)) && list.reload();
  useShortcut('n', 'mouvement.nouveau', () => go('/stock/mouvement'), moves);
  const { cursor, ...filters } = list.filters;
  const types = ['IN', 'OUT', 'TRANSFER', 'ADJUST'].map((value) => ({
    value,
    label: t(`mouvement.type.${value}`),
  }));
  return html`
    <${PageHeader} title=${t('nav.mouvements')} text=${t('mouvement.journal_intro')}>
      <${ExportMenu} load=${api.exportMovements} query=${filters} />
      ${moves && html`
        <a class="btn" href="#/stock/mouvements/saisie">
          <${Icon} name="list-details" size=${18} />
          ${t('saisie.titre')}
        </a>
        <a class="btn btn-primary" href="#/stock/mouvement">
          <${Icon} name="plus" size=${18} />
          ${t('mouvement.nouveau')}
        </a>
      `}
    <//>
    <div class="card list-card">
      <div class="list-tools">
        <${PieceFilter} />
        <${FilterSelect}
          name="type"
          label=${t('mouvement.type')}
          all=${t('mouvement.tous_types')}
          options=${types}
        />
        <${FilterSelect}
          name="emplacement_id"
          label=${t('emplacement.emplacement')}
          all=${t('emplacement.tous')}
          options=${places.options}
        />
        <${ReferenceFilter} />
        <${DateRange} />
      </div>
      <${DataTable}
        caption=${t('nav.mouvements')}
        columns=${columns(cancel)}
        ...${list}
        empty=${html`<${EmptyState} icon="arrows-exchange" title=${t('mouvement.aucun')} />`}
      />
      <${CursorPager} ...${list} />
    </div>
  `;
}
