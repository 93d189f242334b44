import * as api from '../../api/stock.js';
import { BarList } from '../../components/bar_list.js';
import { EmptyState } from '../../components/empty_state.js';
import { PeriodFilter } from '../../components/period_filter.js';
import { Panel, ReportFigures, ReportFrame } from '../../components/report_frame.js';
import { figure, pieceColumn, ReportTable } from '../../components/report_table.js';
import { count, date, money, quantity } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useList } from '../../liste.js';
import { location } from '../../router.js';

const USUAL = 180;

const columns = () => [
  pieceColumn(),
  figure('stock.quantite', (row) => quantity(row.quantite)),
  figure('stock.valeur', (row) => html`<strong>${money(row.valeur)}</strong>`),
  figure('rapport.derniere_sortie', (row) => date(row.derniere_sortie)),
  figure('rapport.derniere_entree', (row) => date(row.derniere_entree)),
  figure('rapport.sans_sortie', (row) => (row.jours_sans_sortie === null ? t('rapport.jamais') : t('rapport.jours', { n: count(row.jours_sans_sortie) }))),
];

/** What lies there and nobody takes. */
export default function Dormants() {
  const list = useList(api.report.bind(null, 'dormants'));
  const heaviest = [...(list.rows ?? [])].sort((a, b) => Number(b.valeur) - Number(a.valeur)).slice(0, 10);
  const none = t('rapport.dormants_aucun_texte', { n: location.value.query.jours ?? USUAL });
  return html`
    <${ReportFrame}
      name="dormants"
      list=${list}
      empty=${html`<${EmptyState} icon="circle-check" title=${t('rapport.dormants_aucun')} text=${none} />`}
      tools=${html`<${PeriodFilter} days=${[30, 90, 365]} usual=${USUAL} />`}
    >
      ${list.data && html`
        <${ReportFigures}
          figures=${[
            [t('nav.pieces'), count(list.data.totaux.pieces)],
            [t('rapport.valeur_immobile'), money(list.data.totaux.valeur)],
          ]}
        />
        ${list.page === 1 && html`
          <${Panel} title=${t('rapport.plus_grandes_valeurs')}>
            <${BarList}
              label=${t('rapport.plus_grandes_valeurs')}
              tone="orange"
              rows=${heaviest.map((row) => ({
                id: row.piece_id,
                label: row.nom,
                value: Number(row.valeur),
                text: money(row.valeur),
                href: `#/pieces/${row.piece_id}`,
              }))}
            />
          <//>
        `}
        <${ReportTable} name="dormants" list=${list} columns=${columns()} />
      `}
    <//>
  `;
}
