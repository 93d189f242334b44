import { useState } from 'preact/hooks';
import * as api from '../../api/stock.js';
import { ReservationBadge } from '../../components/badges.js';
import { confirm } from '../../components/confirm.js';
import { DataTable } from '../../components/data_table.js';
import { EmptyState } from '../../components/empty_state.js';
import { FilterTabs } from '../../components/filter_select.js';
import { OrderLink } from '../../components/order_link.js';
import { PageHeader } from '../../components/page_header.js';
import { Pager } from '../../components/pager.js';
import { PieceFilter } from '../../components/piece_filter.js';
import { ReservationDialog } from '../../components/reservation_dialog.js';
import { ActButton } from '../../components/submit_button.js';
import { dateTime, quantity } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useList } from '../../liste.js';
import { can } from '../../session.js';
import { useShortcut } from '../../shortcuts.js';
import { notify, reportError } from '../../toasts.js';

const STATES = ['', 'active', 'consommee', 'liberee', 'expiree'];

const columns = (onRelease) => [
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
  { label: t('champ.etat'), cell: (row) => html`<${ReservationBadge} etat=${row.etat} />` },
  { label: t('mouvement.quantite'), class: 'num', cell: (row) => html`<strong>${quantity(row.quantite)}</strong>` },
  { label: t('emplacement.emplacement'), cell: (row) => html`<code>${row.emplacement?.code}</code>` },
  {
    label: t('reservation.pour'),
    cell: (row) =>
      row.commande_id ? html`<${OrderLink} id=${row.commande_id} />` : row.motif || '–',
  },
  {
    label: t('reservation.jusqua'),
    cell: (row) => html`<span class="cell-line">${row.etat === 'active' ? dateTime(row.expire_le) : dateTime(row.terminee_le)}</span>`,
  },
  {
    label: t('champ.actions'),
    hidden: true,
    class: 'row-actions',
    cell: (row) =>
      row.etat === 'active' && !row.commande_id && can('stock.mouvementer') && html`
        <button type="button" class="btn btn-sm" onClick=${() => onRelease(row)}>${t('reservation.liberer')}</button>
      `,
  },
];

/** What is held, for orders and by hand. */
export default function Reservations() {
  const list = useList(api.listReservations);
  const [creating, setCreating] = useState(false);
  const moves = can('stock.mouvementer');
  useShortcut('n', 'reservation.nouvelle', () => setCreating(true), moves);

  async function release(row) {
    const sure = await confirm({
      title: t('reservation.liberer_titre', { quantite: quantity(row.quantite), nom: row.piece?.nom }),
      text: t('reservation.liberer_texte'),
      yes: t('reservation.liberer'),
    });
    if (!sure) return;
    try {
      await api.release(row.id);
      notify(t('reservation.liberee'));
    } catch (error) {
      reportError(error);
    }
    list.reload();
  }

  const add = moves && html`
    <${ActButton} class="btn-primary" icon="plus" onClick=${() => setCreating(true)}>${t('reservation.nouvelle')}<//>
  `;
  return html`
    <${PageHeader} title=${t('nav.reservations')} text=${t('reservation.intro')}>
      ${add}
    <//>
    <div class="card list-card">
      <div class="list-tools">
        <${PieceFilter} />
        <${FilterTabs}
          name="etat"
          label=${t('champ.etat')}
          options=${STATES.map((value) => ({ value, label: t(value ? `reservation.etat.${value}` : 'filtre.tout') }))}
        />
      </div>
      <${DataTable}
        caption=${t('nav.reservations')}
        columns=${columns(release)}
        ...${list}
        empty=${html`
          <${EmptyState} icon="bookmark" title=${t('reservation.aucune')} text=${t('reservation.aucune_texte')} action=${add} />
        `}
      />
      <${Pager} ...${list} />
    </div>
    ${creating && html`
      <${ReservationDialog}
        onClose=${() => setCreating(false)}
        onSaved=${() => {
          setCreating(false);
          notify(t('reservation.faite'));
          list.reload();
        }}
      />
    `}
  `;
}
