import * as api from '../../api/stock.js';
import { AbcChart } from '../../components/abc_chart.js';
import { ChoiceTabs } from '../../components/choice_tabs.js';
import { PeriodFilter } from '../../components/period_filter.js';
import { Panel, ReportFrame } from '../../components/report_frame.js';
import { figure, pieceColumn, ReportTable } from '../../components/report_table.js';
import { count, money, percent, quantity } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useList } from '../../liste.js';
import { useResource } from '../../resource.js';
import { location, setQuery } from '../../router.js';

const TONES = { A: 'green', B: 'blue', C: 'secondary' };
const LIMITS = [80, 95];

const columns = () => [
  figure('rapport.rang', (row) => count(row.rang)),
  pieceColumn(),
  {
    label: t('rapport.classe'),
    cell: (row) => html`<span class=${`status-badge status-${TONES[row.classe]}`}><i aria-hidden="true"></i>${row.classe}</span>`,
  },
  figure('mouvement.quantite', (row) => quantity(row.quantite)),
  figure('stock.valeur', (row) => html`<strong>${money(row.valeur)}</strong>`),
  figure('rapport.part', (row) => percent(row.part)),
  figure('rapport.cumul', (row) => percent(row.cumul)),
];

/** The few parts that make most of the value, and the many that make little. */
export default function Abc() {
  const list = useList(api.report.bind(null, 'abc'));
  const { critere = 'sorties', jours } = location.value.query;
  const curve = useResource((signal) => api.report('abc', { critere, jours, page_size: 200 }, signal), [critere, jours]);
  const tools = html`
    <${ChoiceTabs}
      label=${t('rapport.critere')}
      value=${critere}
      onValue=${(value) => setQuery({ critere: value === 'sorties' ? '' : value })}
      options=${['sorties', 'stock'].map((value) => ({ value, label: t(`rapport.critere.${value}`) }))}
    />
    ${critere === 'sorties' && html`<${PeriodFilter} days=${[90, 180]} usual=${365} />`}
  `;
  return html`
    <${ReportFrame} name="abc" list=${list} tools=${tools}>
      ${list.data && html`
        <div class="report-grid">
          <${Panel} title=${t('rapport.courbe')}>
            ${curve.data?.results.length > 0 && html`<${AbcChart} rows=${curve.data.results} thresholds=${LIMITS} />`}
          <//>
          <${Panel} title=${t('rapport.classes')}>
            <ul class="abc-classes">
              ${list.data.classes.map((one) => html`
                <li key=${one.classe}>
                  <span class=${`abc-letter status-${TONES[one.classe]}`}>${one.classe}</span>
                  <span>
                    <strong>${t('categorie.pieces', { n: one.pieces, nombre: count(one.pieces) })}</strong>
                    <small>${money(one.valeur)} · ${percent(one.part)}</small>
                  </span>
                </li>
              `)}
            </ul>
            <p class="text-secondary mb-0">${t('rapport.abc_aide')}</p>
          <//>
        </div>
        <${ReportTable} name="abc" list=${list} columns=${columns()} />
      `}
    <//>
  `;
}
