import { useMemo } from 'preact/hooks';
import { count, shortDay } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { Chart } from './chart.js';

const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// how many movements: pieces, metres and boxes do not add up
const toColumns = (days) => [days.map((_, i) => i), days.map(({ nombre }) => nombre)];

const options = (days) => (UPlot) => {
  const bars = UPlot.paths.bars({ size: [0.62, 18], radius: 0.25 });
  const axis = { stroke: color('--ink-soft'), font: '12px system-ui', ticks: { show: false } };
  const day = (i) => (Number.isInteger(i) && days[i] ? shortDay(days[i].jour) : '');
  const series = (label, name) => ({
    label,
    fill: color(name),
    stroke: color(name),
    width: 0,
    paths: bars,
    points: { show: false },
    value: (_, value) => (value === null ? '–' : count(value)),
  });
  return {
    padding: [12, 8, 0, 0],
    cursor: { y: false, points: { show: false } },
    scales: { x: { time: false, range: [-0.6, days.length - 0.4] } },
    legend: { live: true },
    axes: [
      { ...axis, size: 30, grid: { show: false }, values: (_, splits) => splits.map(day), space: 70 },
      {
        ...axis,
        size: 46,
        grid: { stroke: color('--line'), width: 1 },
        values: (_, splits) => splits.map((n) => (Number.isInteger(n) ? count(n) : '')),
      },
    ],
    series: [
      { label: t('champ.jour'), value: (_, i) => day(i) || '–' },
      series(t('nav.mouvements'), '--chart-in'),
    ],
  };
};

export function MovementChart({ days }) {
  const data = useMemo(() => toColumns(days), [days]);
  return html`
    <${Chart} options=${options(days)} data=${data} label=${t('tableau.graphique')} />
    <${TextTable} days=${days} />
  `;
}

// the same figures for who does not see the drawing
function TextTable({ days }) {
  return html`
    <table class="visually-hidden">
      <caption>${t('tableau.graphique')}</caption>
      <thead>
        <tr>
          <th>${t('champ.jour')}</th>
          <th>${t('nav.mouvements')}</th>
        </tr>
      </thead>
      <tbody>
        ${days.map((day) => html`
          <tr key=${day.jour}>
            <td>${shortDay(day.jour)}</td>
            <td>${count(day.nombre)}</td>
          </tr>
        `)}
      </tbody>
    </table>
  `;
}
