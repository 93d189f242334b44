import { html } from '../html.js';

/** Figures compared at a glance. `rows`: [{id, label, note?, value, text, href?}]; the longest bar is the largest value. */
export function BarList({ rows, label, tone = 'accent' }) {
  const most = Math.max(...rows.map(({ value }) => Math.abs(value)), 0) || 1;
  return html`
    <ul class="bar-list" aria-label=${label}>
      ${rows.map((row) => html`
        <li key=${row.id}>
          <span class="bar-label">
            ${row.href ? html`<a href=${row.href}>${row.label}</a>` : row.label}
            ${row.note && html`<small>${row.note}</small>`}
          </span>
          <progress class=${`tone-bar-${tone}`} max=${most} value=${Math.abs(row.value)} aria-hidden="true"></progress>
          <strong>${row.text}</strong>
        </li>
      `)}
    </ul>
  `;
}
