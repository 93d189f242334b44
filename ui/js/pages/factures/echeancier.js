import * as api from '../../api/factures.js';
import { AgingBar, AGES } from '../../components/aging_bar.js';
import { DataTable } from '../../components/data_table.js';
import { EmptyState } from '../../components/empty_state.js';
import { ExportMenu } from '../../components/export_menu.js';
import { PageHeader } from '../../components/page_header.js';
import { Pager } from '../../components/pager.js';
import { SearchInput } from '../../components/search_input.js';
import { money } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useList } from '../../liste.js';
import { localDay } from '../../local_days.js';
import { location, setQuery } from '../../router.js';

const amount = (value) => (Number(value) ? money(value) : html`<span class="text-secondary">–</span>`);

const columns = () => [
  {
    label: t('client.client'),
    title: true,
    sort: 'nom',
    cell: (row) => html`
      <a class="row-link" href=${`#/clients/${row.client_id}`}>
        ${row.client?.nom}
      </a>
      <small class="cell-note">${t('echeancier.factures', { n: row.factures })}</small>
    `,
  },
  ...AGES.map((age) => ({ label: t(`echeancier.${age}`), class: 'num', cell: (row) => amount(row[age]) })),
  { label: t('client.du'), sort: 'du', class: 'num', cell: (row) => html`<strong>${money(row.du)}</strong>` },
];

/** Who owes what, by age. */
export default function Echeancier() {
  const list = useList(api.aging);
  const { query } = location.value;
  return html`
    <${PageHeader} title=${t('nav.echeancier')} text=${t('echeancier.intro')}>
      <${ExportMenu} load=${api.exportAging} query=${{ search: query.search, au: query.au }} />
    <//>
    ${list.data && html`
      <section class="card panel aging-panel">
        <header class="panel-header">
          <h2>${t('echeancier.total', { montant: money(list.data.totaux.du) })}</h2>
          <span class=${Number(list.data.totaux.en_retard) ? 'is-late' : 'text-secondary'}>
            ${t('echeancier.en_retard', { montant: money(list.data.totaux.en_retard) })}
          </span>
        </header>
        <div class="panel-body">
          <${AgingBar} amounts=${list.data.totaux} />
        </div>
      </section>
    `}
    <div class="card list-card">
      <div class="list-tools">
        <${SearchInput} label=${t('client.chercher')} />
        <label class="date-filter">
          <span>${t('echeancier.au')}</span>
          <input
            type="date"
            class="form-control"
            min=${localDay()}
            value=${query.au ?? ''}
            onChange=${(event) => setQuery({ au: event.target.value })}
          />
        </label>
      </div>
      <${DataTable}
        caption=${t('nav.echeancier')}
        columns=${columns()}
        ...${list}
        rows=${list.rows?.map((row) => ({ ...row, id: row.client_id }))}
        link=${(row) => `/clients/${row.client_id}`}
        empty=${html`<${EmptyState} icon="circle-check" title=${t('echeancier.rien')} text=${t('echeancier.rien_texte')} />`}
      />
      <${Pager} ...${list} />
    </div>
  `;
}
