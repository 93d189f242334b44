import * as api from '../api/pieces.js';
import { PieceBadge } from '../components/badges.js';
import { useCategories } from '../components/category_select.js';
import { DataTable } from '../components/data_table.js';
import { EmptyState } from '../components/empty_state.js';
import { FilterSelect } from '../components/filter_select.js';
import { Icon } from '../components/icon.js';
import { PageHeader } from '../components/page_header.js';
import { Pager } from '../components/pager.js';
import { SearchInput } from '../components/search_input.js';
import { money } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useList } from '../liste.js';
import { go } from '../router.js';
import { can } from '../session.js';
import { useShortcut } from '../shortcuts.js';

const columns = (categories) => [
  { label: t('piece.reference'), sort: 'reference', cell: (piece) => html`<code>${piece.reference}</code>` },
  {
    label: t('champ.nom'),
    sort: 'nom',
    title: true,
    cell: (piece) => html`
      <a class="row-link" href=${`#/pieces/${piece.id}`}>
        ${piece.nom}
      </a>
      ${piece.fabricant && html`
        <small class="cell-note">
          ${piece.fabricant} ${piece.reference_fabricant}
        </small>
      `}
    `,
  },
  { label: t('piece.categorie'), cell: (piece) => categories.name(piece.categorie_id) },
  {
    label: t('piece.prix_vente'),
    sort: 'prix_vente',
    class: 'num',
    cell: (piece) => money(piece.prix_vente),
  },
  { label: t('champ.etat'), cell: (piece) => html`<${PieceBadge} actif=${piece.actif} />` },
];

export default function Pieces() {
  const list = useList(api.list);
  const categories = useCategories();
  const creates = can('pieces.gerer');
  useShortcut('n', 'piece.nouvelle', () => go('/pieces/nouvelle'), creates);
  const add = creates && html`
    <a class="btn btn-primary" href="#/pieces/nouvelle">
      <${Icon} name="plus" size=${18} />
      ${t('piece.nouvelle')}
    </a>
  `;
  const filtered = list.filters.search || list.filters.categorie_id || list.filters.actif;
  const empty = filtered ? html`
    <${EmptyState} icon="search" title=${t('liste.rien')} text=${t('liste.rien_texte')} />
  ` : html`
    <${EmptyState} icon="package" title=${t('piece.aucune')} text=${t('piece.aucune_texte')} action=${add} />
  `;
  return html`
    <${PageHeader} title=${t('nav.pieces')} text=${t('piece.intro')}>
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
          options=${[
            { value: 'true', label: t('piece.etat.actif') },
            { value: 'false', label: t('piece.etat.inactif') },
          ]}
        />
      </div>
      <${DataTable}
        caption=${t('nav.pieces')}
        columns=${columns(categories)}
        ...${list}
        empty=${empty}
        link=${(piece) => `/pieces/${piece.id}`}
      />
      <${Pager} ...${list} />
    </div>
  `;
}
