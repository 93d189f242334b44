import * as api from '../../api/stock.js';
import { BarList } from '../../components/bar_list.js';
import { ChoiceTabs } from '../../components/choice_tabs.js';
import { Panel, ReportFigures, ReportFrame } from '../../components/report_frame.js';
import { figure, pieceColumn, ReportTable } from '../../components/report_table.js';
import { count, date as day, money, percent, quantity } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useList } from '../../liste.js';
import { location, setQuery } from '../../router.js';

const TOP = 10;

const byPiece = () => [
  pieceColumn(),
  figure('stock.quantite', (row) => quantity(row.quantite)),
  figure('rapport.cout_moyen', (row) => money(row.cout_moyen)),
  figure('stock.valeur', (row) => html`<strong>${money(row.valeur)}</strong>`),
  figure('rapport.part', (row) => percent(row.part)),
];
const byPlace = () => [
  {
    label: t('emplacement.emplacement'),
    title: true,
    cell: (row) => html`
      <a class="row-link" href=${`#/stock?emplacement_id=${row.emplacement_id}`}>${row.nom}</a>
      <small class="cell-note"><code>${row.chemin}</code></small>
    `,
  },
  figure('nav.pieces', (row) => count(row.pieces)),
  figure('stock.quantite', (row) => quantity(row.quantite)),
  figure('stock.valeur', (row) => html`<strong>${money(row.valeur)}</strong>`),
  figure('rapport.part', (row) => percent(row.part)),
];

/** What the stock is worth, today or on a day past, by part or by place. */
export default function Valorisation() {
  const list = useList(api.report.bind(null, 'valorisation'));
  const { par = 'piece', date = '' } = location.value.query;
  const places = par === 'emplacement';
  const tools = html`
    <${ChoiceTabs}
      label=${t('rapport.par')}
      value=${par}
      onValue=${(value) => setQuery({ par: value === 'piece' ? '' : value })}
      options=${['piece', 'emplacement'].map((value) => ({ value, label: t(`rapport.par.${value}`) }))}
    />
    <label class="date-filter">
      <span>${t('rapport.au')}</span>
      <input type="date" class="form-control" value=${date} onChange=${(event) => setQuery({ date: event.target.value })} />
    </label>
  `;
  return html`
    <${ReportFrame} name="valorisation" list=${list} tools=${tools}>
      ${list.data && html`
        <${ReportFigures}
          figures=${[
            [t('tableau.valeur'), money(list.data.totaux.valeur)],
            [t('stock.quantite'), quantity(list.data.totaux.quantite)],
            [t('rapport.methode'), t('rapport.cump')],
            [t('champ.date'), date ? day(date) : t('rapport.maintenant')],
          ]}
        />
        ${list.page === 1 && html`
          <${Panel} title=${t('rapport.plus_grandes_valeurs')}>
            <${BarList}
              label=${t('rapport.plus_grandes_valeurs')}
              rows=${list.rows?.slice(0, TOP).map((row) => ({
                id: row.piece_id ?? row.emplacement_id,
                label: row.nom,
                note: percent(row.part),
                value: Number(row.valeur),
                text: money(row.valeur),
                href: row.piece_id ? `#/pieces/${row.piece_id}` : `#/stock?emplacement_id=${row.emplacement_id}`,
              })) ?? []}
            />
          <//>
        `}
        <${ReportTable}
          name="valorisation"
          list=${{ ...list, rows: list.rows?.map((row) => ({ id: row.piece_id ?? row.emplacement_id, ...row })) }}
          columns=${places ? byPlace() : byPiece()}
        />
      `}
    <//>
  `;
}
