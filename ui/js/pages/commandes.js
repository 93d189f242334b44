import * as api from '../api/commandes.js';
import { OrderBadge } from '../components/badges.js';
import { DataTable } from '../components/data_table.js';
import { EmptyState } from '../components/empty_state.js';
import { FilterTabs } from '../components/filter_select.js';
import { Icon } from '../components/icon.js';
import { PageHeader } from '../components/page_header.js';
import { Pager } from '../components/pager.js';
import { SearchInput } from '../components/search_input.js';
import { dateTime, money } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useList } from '../liste.js';
import { go } from '../router.js';
import { can } from '../session.js';
import { useShortcut } from '../shortcuts.js';

const STATES = ['', 'brouillon', 'validee', 'preparee', 'expediee', 'livree', 'annulee'];
const partner = (order) => order.client?.nom ?? order.fournisseur?.nom ?? order.client_nom ?? '–';

const columns = () => [
  {
    label: t('commande.reference'),
    sort: 'reference',
    title: true,
    cell: (order) => html`
      <a class="row-link" href=${`#/commandes/${order.id}`}>
        ${order.reference}
      </a>
    `,
  },
  { label: t('client.client'), cell: partner },
  { label: t('champ.etat'), cell: (order) => html`<${OrderBadge} etat=${order.etat} />` },
  { label: t('commande.type'), cell: (order) => t(`commande.type.${order.type}`) },
  {
    label: t('commande.total_ttc'),
    sort: 'total_ttc',
    class: 'num',
    cell: (order) => html`<strong>${money(order.total_ttc)}</strong>`,
  },
  { label: t('champ.date'), sort: 'cree_le', cell: (order) => dateTime(order.cree_le) },
];

export default function Commandes() {
  const list = useList(api.list);
  const creates = can('commandes.gerer');
  useShortcut('n', 'commande.nouvelle', () => go('/commandes/nouvelle'), creates);
  const add = creates && html`
    <a class="btn btn-primary" href="#/commandes/nouvelle">
      <${Icon} name="plus" size=${18} />
      ${t('commande.nouvelle')}
    </a>
  `;
  const empty =
    list.filters.search || list.filters.etat ? html`
      <${EmptyState} icon="search" title=${t('liste.rien')} text=${t('liste.rien_texte')} />
    ` : html`
      <${EmptyState}
        icon="shopping-cart"
        title=${t('commande.aucune')}
        text=${t('commande.aucune_texte')}
        action=${add}
      />
    `;
  return html`
    <${PageHeader} title=${t('nav.commandes')} text=${t('commande.intro')}>
      ${add}
    <//>
    <div class="card list-card">
      <div class="list-tools">
        <${SearchInput} label=${t('commande.rechercher')} />
        <${FilterTabs}
          name="etat"
          label=${t('champ.etat')}
          options=${STATES.map((value) => ({ value, label: t(value ? `etat.${value}` : 'filtre.tout') }))}
        />
      </div>
      <${DataTable}
        caption=${t('nav.commandes')}
        columns=${columns()}
        ...${list}
        empty=${empty}
        link=${(order) => `/commandes/${order.id}`}
      />
      <${Pager} ...${list} />
    </div>
  `;
}
