import * as api from '../../api/stock.js';
import { DataTable } from '../../components/data_table.js';
import { EmptyState } from '../../components/empty_state.js';
import { ExportMenu } from '../../components/export_menu.js';
import { FilterSelect } from '../../components/filter_select.js';
import { PageHeader } from '../../components/page_header.js';
import { Pager } from '../../components/pager.js';
import { usePlaces } from '../../components/place_select.js';
import { figure, pieceColumn } from '../../components/report_table.js';
import { SearchInput } from '../../components/search_input.js';
import { date as day, money, quantity } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useList } from '../../liste.js';
import { localDay } from '../../local_days.js';
import { location, setQuery } from '../../router.js';

const yesterday = () => localDay(new Date(Date.now() - 86_400_000));

const columns = () => [
  pieceColumn(),
  figure('stock.quantite', (row) => html`<strong>${quantity(row.quantite)}</strong>`),
  figure('rapport.cout_moyen', (row) => money(row.cout_moyen)),
  figure('stock.valeur', (row) => money(row.valeur)),
];

/** The stock as it was at the end of a day. */
export default function StockADate() {
  const date = location.value.query.date || yesterday();
  const list = useList((query, signal) => api.atDate({ ...query, date }, signal));
  const places = usePlaces();
  const { page, ...filters } = list.filters;
  return html`
    <${PageHeader}
      title=${t('stock.a_date')}
      text=${list.data ? t('stock.a_date_texte', { date: day(date), valeur: money(list.data.valeur_totale) }) : t('stock.a_date_intro')}
      back=${{ href: '#/stock', label: t('nav.stock') }}>
      <${ExportMenu} load=${api.exportAtDate} query=${{ ...filters, date }} />
    <//>
    <div class="card list-card">
      <div class="list-tools">
        <label class="date-filter">
          <span>${t('stock.le')}</span>
          <input
            type="date"
            class="form-control"
            max=${localDay()}
            value=${date}
            onChange=${(event) => setQuery({ date: event.target.value })}
          />
        </label>
        <${SearchInput} label=${t('piece.rechercher')} />
        <${FilterSelect}
          name="emplacement_id"
          label=${t('emplacement.emplacement')}
          all=${t('emplacement.tous')}
          options=${places.options}
        />
      </div>
      <${DataTable}
        caption=${t('stock.a_date')}
        columns=${columns()}
        ...${list}
        link=${(row) => `/pieces/${row.piece_id}`}
        empty=${html`<${EmptyState} icon="calendar" title=${t('liste.rien')} text=${t('stock.rien_a_date')} />`}
      />
      <${Pager} ...${list} />
    </div>
  `;
}
