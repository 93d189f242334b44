import * as api from '../../api/stock.js';
import { BarList } from '../../components/bar_list.js';
import { PeriodFilter } from '../../components/period_filter.js';
import { Panel, ReportFigures, ReportFrame } from '../../components/report_frame.js';
import { figure, pieceColumn, ReportTable } from '../../components/report_table.js';
import { money, quantity } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useList } from '../../liste.js';

const times = (value) => (value === null || value === undefined ? '–' : t('rapport.fois', { n: quantity(value) }));
const days = (value) => (value === null || value === undefined ? '∞' : t('rapport.jours', { n: quantity(value) }));

const columns = () => [
  pieceColumn(),
  figure('stock.quantite', (row) => quantity(row.quantite)),
  figure('tableau.sorties', (row) => quantity(row.sorties)),
  figure('rapport.valeur_moyenne', (row) => money(row.valeur_moyenne)),
  figure('rapport.rotation', (row) => html`<strong>${times(row.rotation)}</strong>`),
  figure('rapport.annuelle', (row) => times(row.rotation_annuelle)),
  figure('rapport.couverture', (row) => days(row.couverture_jours)),
];

/** How often the stock is renewed. */
export default function Rotation() {
  const list = useList(api.report.bind(null, 'rotation'));
  const turning = list.rows?.filter(({ rotation }) => Number(rotation) > 0).slice(0, 10) ?? [];
  return html`
    <${ReportFrame} name="rotation" list=${list} tools=${html`<${PeriodFilter} days=${[30, 180, 365]} usual=${90} />`}>
      ${list.data && html`
        <${ReportFigures}
          figures=${[
            [t('rapport.rotation'), times(list.data.totaux.rotation)],
            [t('rapport.sorties_valeur'), money(list.data.totaux.sorties_valeur)],
            [t('rapport.valeur_moyenne'), money(list.data.totaux.valeur_moyenne)],
          ]}
        />
        ${list.page === 1 && turning.length > 0 && html`
          <${Panel} title=${t('rapport.tournent_le_plus')}>
            <${BarList}
              label=${t('rapport.tournent_le_plus')}
              tone="green"
              rows=${turning.map((row) => ({
                id: row.piece_id,
                label: row.nom,
                value: Number(row.rotation),
                text: times(row.rotation),
                href: `#/pieces/${row.piece_id}`,
              }))}
            />
          <//>
        `}
        <${ReportTable} name="rotation" list=${list} columns=${columns()} />
      `}
    <//>
  `;
}
