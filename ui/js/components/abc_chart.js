import { useMemo } from 'preact/hooks';
import { percent } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { Chart } from './chart.js';

const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const options = (thresholds) => () => {
  const axis = { stroke: color('--ink-soft'), font: '12px system-ui', ticks: { show: false } };
  const level = (name) => ({ stroke: color(name), width: 1, dash: [5, 5], points: { show: false } });
  return {
    padding: [12, 12, 0, 0],
    legend: { show: false },
    cursor: { y: false },
    scales: { x: { time: false }, y: { range: [0, 100] } },
    axes: [
      { ...axis, size: 30, grid: { show: false } },
      { ...axis, size: 52, grid: { stroke: color('--line'), width: 1 }, values: (_, splits) => splits.map((v) => percent(v)) },
    ],
    series: [
      {},
      { stroke: color('--accent'), fill: color('--accent-soft'), width: 2.5, points: { show: false } },
      ...thresholds.map((_, i) => level(i ? '--secondary' : '--green')),
    ],
  };
};

/** The curve of a few parts that make most of the value: rank across, cumulated share up, with the limits of A and B. */
export function AbcChart({ rows, thresholds }) {
  const data = useMemo(
    () => [
      [0, ...rows.map(({ rang }) => rang)],
      [0, ...rows.map(({ cumul }) => Number(cumul))],
      ...thresholds.map((limit) => [limit, ...rows.map(() => limit)]),
    ],
    [rows, thresholds.join()],
  );
  return html`<${Chart} options=${options(thresholds)} data=${data} label=${t('rapport.courbe')} />`;
}
