import * as api from '../../api/factures.js';
import { InvoiceBadge } from '../../components/badges.js';
import { DataTable } from '../../components/data_table.js';
import { DateRange } from '../../components/date_range.js';
import { EmptyState } from '../../components/empty_state.js';
import { ExportMenu } from '../../components/export_menu.js';
import { FilterSelect, FilterTabs } from '../../components/filter_select.js';
import { PageHeader } from '../../components/page_header.js';
import { Pager } from '../../components/pager.js';
import { SearchInput } from '../../components/search_input.js';
import { date, money } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useList } from '../../liste.js';

const STATES = ['', 'emise', 'partiellement_payee', 'en_retard', 'payee', 'annulee'];

const columns = () => [
  {
    label: t('facture.numero'),
    sort: 'numero',
    title: true,
    cell: (row) => html`
      <a class="row-link" href=${`#/factures/${row.id}`}>
        ${row.numero}
      </a>
      ${row.commande_reference && html`
        <small class="cell-note">
          <code>${row.commande_reference}</code>
        </small>
      `}
    `,
  },
  { label: t('client.client'), class: 'cell-text', cell: (row) => row.client?.nom ?? '–' },
  { label: t('champ.etat'), cell: (row) => html`<${InvoiceBadge} invoice=${row} />` },
  { label: t('facture.date'), sort: 'date_emission', cell: (row) => html`<span class="cell-line">${date(row.date_emission)}</span>` },
  {
    label: t('facture.echeance'),
    sort: 'date_echeance',
    cell: (row) => html`
      <span class="cell-line">${date(row.date_echeance)}</span>
      ${row.en_retard && html`<small class="cell-note is-late">${t('facture.retard', { n: row.jours_de_retard })}</small>`}
    `,
  },
  { label: t('commande.total_ttc'), sort: 'total_ttc', class: 'num', cell: (row) => money(row.total_ttc) },
  {
    label: t('facture.reste'),
    sort: 'reste_du',
    class: 'num',
    cell: (row) => (row.type === 'avoir' ? '–' : html`<strong>${money(row.reste_du)}</strong>`),
  },
];

/** Invoices and credit notes. */
export default function Factures() {
  const list = useList(api.list);
  const { page, ordering, ...filters } = list.filters;
  const empty = Object.keys(filters).length ? html`
    <${EmptyState} icon="search" title=${t('liste.rien')} text=${t('liste.rien_texte')} />
  ` : html`
    <${EmptyState} icon="file-invoice" title=${t('facture.aucune')} text=${t('facture.aucune_texte')} />
  `;
  return html`
    <${PageHeader} title=${t('nav.factures')} text=${t('facture.intro')}>
      <${ExportMenu} load=${api.exportFile} query=${{ ...filters, ordering }} />
    <//>
    <div class="card list-card">
      <div class="list-tools">
        <${SearchInput} label=${t('facture.rechercher')} />
        <${FilterSelect}
          name="type"
          label=${t('mouvement.type')}
          all=${t('facture.tous_types')}
          options=${['facture', 'avoir'].map((value) => ({ value, label: t(`facture.type.${value}`) }))}
        />
        <${DateRange} />
      </div>
      <div class="list-tools list-tools-tabs">
        <${FilterTabs}
          name="etat"
          label=${t('champ.etat')}
          options=${STATES.map((value) => ({ value, label: t(value ? `facture.etat.${value}` : 'filtre.tout') }))}
        />
      </div>
      <${DataTable}
        caption=${t('nav.factures')}
        columns=${columns()}
        ...${list}
        empty=${empty}
        link=${(row) => `/factures/${row.id}`}
      />
      <${Pager} ...${list} />
    </div>
  `;
}
