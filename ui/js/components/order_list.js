import * as api from '../api/commandes.js';
import { date, dateTime, money } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useList } from '../liste.js';
import { statesOf } from '../order_states.js';
import { CLIENT, SUPPLIER } from '../partners.js';
import { useResource } from '../resource.js';
import { go, location, setQuery } from '../router.js';
import { can, user } from '../session.js';
import { useShortcut } from '../shortcuts.js';
import { OrderBadge } from './badges.js';
import { DataTable } from './data_table.js';
import { DateRange } from './date_range.js';
import { EmptyState } from './empty_state.js';
import { ExportMenu } from './export_menu.js';
import { FilterChip } from './filter_chip.js';
import { FilterSelect, FilterTabs } from './filter_select.js';
import { Icon } from './icon.js';
import { PageHeader } from './page_header.js';
import { Pager } from './pager.js';
import { SearchInput } from './search_input.js';

const columns = (partner) => [
  {
    label: t('commande.reference'),
    sort: 'reference',
    title: true,
    cell: (order) => html`
      <a class="row-link cell-line" href=${`#/commandes/${order.id}`}>
        ${order.reference}
      </a>
    `,
  },
  { label: t(partner.word(partner.kind)), class: 'cell-text', cell: (order) => order[partner.kind]?.nom ?? '–' },
  ...(partner.kind === 'fournisseur'
    ? [{ label: t('commande.prevu_achat'), sort: 'prevu_le', cell: (order) => html`<span class="cell-line">${date(order.prevu_le)}</span>` }]
    : []),
  { label: t('champ.etat'), cell: (order) => html`<${OrderBadge} etat=${order.etat} />` },
  {
    label: t('commande.total_ttc'),
    sort: 'total_ttc',
    class: 'num',
    cell: (order) => html`<strong>${money(order.total_ttc)}</strong>`,
  },
  {
    label: t('champ.date'),
    sort: 'cree_le',
    cell: (order) => html`
      <span class="cell-line">${dateTime(order.cree_le)}</span>
      ${order.user_email && html`<small class="cell-note">${order.user_email}</small>`}
    `,
  },
];

/** The sales, or the purchases. */
export function OrderList({ type }) {
  const partner = type === 'achat' ? SUPPLIER : CLIENT;
  const list = useList(api.list, { type });
  const creates = can('commandes.gerer') && can(partner.reads);
  const create = `/commandes/nouvelle?type=${type}`;
  useShortcut('n', `commande.nouvelle_${type}`, () => go('/commandes/nouvelle', { type }), creates);
  const add = creates && html`
    <a class="btn btn-primary" href=${`#${create}`}>
      <${Icon} name="plus" size=${18} />
      ${t(`commande.nouvelle_${type}`)}
    </a>
  `;
  const { page, ordering, ...filters } = list.filters;
  const empty = Object.keys(filters).length ? html`
    <${EmptyState} icon="search" title=${t('liste.rien')} text=${t('liste.rien_texte')} />
  ` : html`
    <${EmptyState}
      icon=${type === 'achat' ? 'truck' : 'shopping-cart'}
      title=${t('commande.aucune')}
      text=${t(`commande.aucune_${type}_texte`)}
      action=${add}
    />
  `;
  return html`
    <${PageHeader} title=${t(type === 'achat' ? 'nav.achats' : 'nav.commandes')} text=${t(`commande.intro_${type}`)}>
      <${ExportMenu} load=${api.exportFile} query=${{ ...filters, ordering, type }} />
      ${add}
    <//>
    <div class="card list-card">
      <div class="list-tools">
        <${SearchInput} label=${t(`commande.rechercher_${type}`)} />
        <${PartnerChip} partner=${partner} />
        ${type === 'vente' && can('factures.lire') && html`
          <${FilterSelect}
            name="facturable"
            label=${t('nav.factures')}
            all=${t('commande.facturation_toutes')}
            options=${[{ value: 'true', label: t('commande.a_facturer') }]}
          />
        `}
        <${FilterSelect}
          name="user_id"
          label=${t('champ.auteur')}
          all=${t('commande.de_tous')}
          options=${[{ value: user.value?.id, label: t('commande.les_miennes') }]}
        />
        <${DateRange} />
      </div>
      <div class="list-tools list-tools-tabs">
        <${FilterTabs}
          name="etat"
          label=${t('champ.etat')}
          options=${['', ...statesOf(type)].map((value) => ({ value, label: t(value ? `etat.${value}` : 'filtre.tout') }))}
        />
      </div>
      <${DataTable}
        caption=${t('nav.commandes')}
        columns=${columns(partner)}
        ...${list}
        empty=${empty}
        link=${(order) => `/commandes/${order.id}`}
      />
      <${Pager} ...${list} />
    </div>
  `;
}

// the list of one partner is reached from its page: the filter is shown so that it can be taken off
function PartnerChip({ partner }) {
  const name = `${partner.kind}_id`;
  const id = location.value.query[name];
  const { data } = useResource(id && can(partner.reads) ? (signal) => partner.api.read(id, signal) : null, [id]);
  return id ? html`<${FilterChip} text=${data?.nom ?? '…'} onRemove=${() => setQuery({ [name]: '' })} />` : null;
}
