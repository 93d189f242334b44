import { useState } from 'preact/hooks';
import * as api from '../api/stock.js';
import { LevelBadge } from '../components/badges.js';
import { DataTable } from '../components/data_table.js';
import { EmptyState } from '../components/empty_state.js';
import { ExportMenu } from '../components/export_menu.js';
import { FilterSelect, FilterTabs } from '../components/filter_select.js';
import { Icon } from '../components/icon.js';
import { PageHeader } from '../components/page_header.js';
import { Pager } from '../components/pager.js';
import { usePlaces } from '../components/place_select.js';
import { SearchInput } from '../components/search_input.js';
import { ThresholdDialog } from '../components/threshold_dialog.js';
import { money, quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useList } from '../liste.js';
import { go } from '../router.js';
import { can } from '../session.js';
import { useShortcut } from '../shortcuts.js';

const columns = (onThreshold) => [
  {
    label: t('piece.piece'),
    sort: 'nom',
    title: true,
    cell: (row) => html`
      <a class="row-link" href=${`#/pieces/${row.piece_id}`}>
        ${row.nom}
      </a>
      <small class="cell-note">
        <code>${row.reference}</code> · ${row.unite}
      </small>
    `,
  },
  { label: t('champ.etat'), cell: (row) => html`<${LevelBadge} etat=${row.etat} />` },
  {
    label: t('stock.disponible'),
    sort: 'disponible',
    class: 'num',
    cell: (row) => html`<strong>${quantity(row.disponible)}</strong>`,
  },
  { label: t('stock.quantite'), sort: 'quantite', class: 'num', cell: (row) => quantity(row.quantite) },
  { label: t('stock.reserve'), class: 'num', cell: (row) => quantity(row.reserve) },
  { label: t('stock.en_commande'), class: 'num', cell: (row) => (Number(row.en_commande) ? quantity(row.en_commande) : '–') },
  {
    label: t('stock.seuil'),
    class: 'num',
    cell: (row) =>
      can('stock.gerer') ? html`
        <button
          type="button"
          class="cell-button"
          onClick=${() => onThreshold(row)}
          aria-label=${`${quantity(row.seuil)}, ${t('seuil.modifier')} : ${row.nom}`}>
          ${quantity(row.seuil)}
          <${Icon} name="edit" size=${14} />
        </button>
      ` : (
        quantity(row.seuil)
      ),
  },
  { label: t('stock.valeur'), class: 'num', cell: (row) => money(row.valeur) },
];

export default function Niveaux() {
  const list = useList(api.levels);
  const places = usePlaces();
  const [edited, setEdited] = useState(null);
  const moves = can('stock.mouvementer');
  const { page, ...filters } = list.filters;
  useShortcut('n', 'mouvement.nouveau', () => go('/stock/mouvement'), moves);
  const states = [
    ['', 'filtre.tout'],
    ['ok', 'niveau.ok'],
    ['bas', 'niveau.bas'],
    ['epuise', 'niveau.epuise'],
  ].map(([value, key]) => ({ value, label: t(key) }));
  return html`
    <${PageHeader} title=${t('nav.stock')} text=${t('stock.intro')}>
      <a class="btn" href="#/stock/a-date">
        <${Icon} name="calendar" size=${18} />
        ${t('stock.a_date')}
      </a>
      <${ExportMenu} load=${api.exportLevels} query=${filters} />
      ${moves && html`
        <a class="btn btn-primary" href="#/stock/mouvement">
          <${Icon} name="plus" size=${18} />
          ${t('mouvement.nouveau')}
        </a>
      `}
    <//>
    <div class="card list-card">
      <div class="list-tools">
        <${SearchInput} label=${t('piece.rechercher')} />
        <${FilterTabs} name="etat" label=${t('champ.etat')} options=${states} />
        <${FilterSelect}
          name="emplacement_id"
          label=${t('emplacement.emplacement')}
          all=${t('emplacement.tous')}
          options=${places.options}
        />
      </div>
      <${DataTable}
        caption=${t('nav.stock')}
        columns=${columns(setEdited)}
        ...${list}
        link=${(row) => `/pieces/${row.piece_id}`}
        empty=${html`<${EmptyState} icon="stack-2" title=${t('liste.rien')} text=${t('stock.vide_texte')} />`}
      />
      <${Pager} ...${list} />
    </div>
    ${edited && html`
      <${ThresholdDialog}
        level=${edited}
        onClose=${() => setEdited(null)}
        onSaved=${() => {
          setEdited(null);
          list.reload();
        }}
      />
    `}
  `;
}
