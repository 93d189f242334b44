import { useState } from 'preact/hooks';
import * as api from '../api/pieces.js';
import { PieceBadge } from '../components/badges.js';
import { useCategories } from '../components/category_select.js';
import { ChoiceTabs } from '../components/choice_tabs.js';
import { DataTable } from '../components/data_table.js';
import { EmptyState } from '../components/empty_state.js';
import { ExportMenu } from '../components/export_menu.js';
import { FilterSelect } from '../components/filter_select.js';
import { Icon } from '../components/icon.js';
import { MoreMenu } from '../components/more_menu.js';
import { PageHeader } from '../components/page_header.js';
import { Pager } from '../components/pager.js';
import { PieceGrid } from '../components/piece_grid.js';
import { PriceRange } from '../components/price_range.js';
import { ScanDialog } from '../components/scan_dialog.js';
import { SearchInput } from '../components/search_input.js';
import { SelectBar, selectColumn } from '../components/select_bar.js';
import { Thumbnail } from '../components/thumbnail.js';
import { money } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useList } from '../liste.js';
import { go, href } from '../router.js';
import { can } from '../session.js';
import { useShortcut } from '../shortcuts.js';
import { local } from '../storage.js';

const VIEW = 'gds.vue_pieces';
const name = (piece) => piece.nom;

const columns = (chosen, onChosen) => [
  selectColumn(chosen, onChosen, name),
  {
    label: t('champ.nom'),
    sort: 'nom',
    title: true,
    cell: (piece) => html`
      <span class="piece-cell">
        <${Thumbnail} image=${piece.image} />
        <span>
          <a class="row-link" href=${`#/pieces/${piece.id}`}>
            ${piece.nom}
          </a>
          ${piece.fabricant && html`
            <small class="cell-note">
              ${piece.fabricant} ${piece.reference_fabricant}
            </small>
          `}
        </span>
      </span>
    `,
  },
  { label: t('piece.reference'), sort: 'reference', cell: (piece) => html`<code>${piece.reference}</code>` },
  { label: t('piece.categorie'), class: 'cell-text', cell: (piece) => piece.categorie?.nom ?? '–' },
  {
    label: t('piece.prix_vente'),
    sort: 'prix_vente',
    class: 'num',
    cell: (piece) => money(piece.prix_vente),
  },
  { label: t('champ.etat'), cell: (piece) => html`<${PieceBadge} actif=${piece.actif} />` },
];

const yesNo = (yes, no) => [
  { value: 'true', label: t(yes) },
  { value: 'false', label: t(no) },
];

/** The catalogue: found as one types, as a list or as pictures; what is chosen goes to the labels. */
export default function Pieces() {
  const list = useList(api.list);
  const categories = useCategories();
  const [chosen, setChosen] = useState(() => new Set());
  const [view, setView] = useState(() => local.get(VIEW) ?? 'liste');
  const [scanning, setScanning] = useState(false);
  const manages = can('pieces.gerer');
  useShortcut('n', 'piece.nouvelle', () => go('/pieces/nouvelle'), manages);
  useShortcut('s', 'scan.scanner', () => setScanning(true));
  const look = (value) => {
    local.set(VIEW, value);
    setView(value);
  };
  const add = manages && html`
    <a class="btn btn-primary" href="#/pieces/nouvelle">
      <${Icon} name="plus" size=${18} />
      ${t('piece.nouvelle')}
    </a>
  `;
  const { page, ordering, ...filters } = list.filters;
  const empty = Object.keys(filters).length ? html`
    <${EmptyState} icon="search" title=${t('liste.rien')} text=${t('liste.rien_texte')} />
  ` : html`
    <${EmptyState} icon="package" title=${t('piece.aucune')} text=${t('piece.aucune_texte')} action=${add} />
  `;
  const more = [
    { id: 'categories', icon: 'category', label: t('nav.categories'), run: () => go('/pieces/categories') },
    { id: 'etiquettes', icon: 'tag', label: t('etiquette.etiquettes'), run: () => go('/pieces/etiquettes') },
    manages && { id: 'import', icon: 'file-import', label: t('import.titre'), run: () => go('/pieces/import') },
    { id: 'public', icon: 'world', label: t('catalogue.public'), run: () => go('/catalogue') },
  ].filter(Boolean);
  return html`
    <${PageHeader} title=${t('nav.pieces')} text=${t('piece.intro')}>
      <${MoreMenu} label=${t('champ.actions')} entries=${more} />
      <${ExportMenu} load=${api.exportFile} query=${{ ...filters, ordering }} />
      <button type="button" class="btn" onClick=${() => setScanning(true)}>
        <${Icon} name="scan" size=${18} />
        ${t('scan.scanner')}
      </button>
      ${add}
    <//>
    <div class="card list-card">
      <div class="list-tools">
        <${SearchInput} label=${t('piece.rechercher')} />
        <${FilterSelect}
          name="categorie_id"
          label=${t('piece.categorie')}
          all=${t('piece.toutes_categories')}
          options=${categories.options}
        />
        <${FilterSelect}
          name="actif"
          label=${t('champ.etat')}
          all=${t('filtre.tous_etats')}
          options=${yesNo('piece.etat.actif', 'piece.etat.inactif')}
        />
        <${PriceRange} />
        <div class="tools-end">
          <${ChoiceTabs}
            label=${t('catalogue.vue')}
            value=${view}
            onValue=${look}
            options=${[
              { value: 'liste', label: html`<${Icon} name="list" size=${18} /><span class="visually-hidden">${t('catalogue.vue_liste')}</span>` },
              { value: 'grille', label: html`<${Icon} name="layout-grid" size=${18} /><span class="visually-hidden">${t('catalogue.vue_grille')}</span>` },
            ]}
          />
        </div>
      </div>
      <${SelectBar} count=${chosen.size} onClear=${() => setChosen(new Set())}>
        <a class="btn btn-sm" href=${href('/pieces/etiquettes', { ids: [...chosen].join(',') })}>
          <${Icon} name="tag" size=${16} />
          ${t('etiquette.imprimer')}
        </a>
      <//>
      ${view === 'grille' ? html`
        <${PieceGrid}
          ...${list}
          chosen=${chosen}
          onChosen=${setChosen}
          empty=${empty}
          address=${(piece) => `#/pieces/${piece.id}`}
        />
      ` : html`
        <${DataTable}
          caption=${t('nav.pieces')}
          columns=${columns(chosen, setChosen)}
          ...${list}
          empty=${empty}
          link=${(piece) => `/pieces/${piece.id}`}
        />
      `}
      <${Pager} ...${list} />
    </div>
    ${scanning && html`<${ScanDialog} onClose=${() => setScanning(false)} />`}
  `;
}
