import { ago, dateTime } from '../format.js';
import { html } from '../html.js';

const momentOf = (row) => row.cree_le ?? row.fait_le;
const newestFirst = (rows) => [...rows].sort((a, b) => momentOf(b).localeCompare(momentOf(a)));

/** What happened, newest first. `title(row)` and `detail(row)` draw one event. */
export function Timeline({ rows, title, detail }) {
  return html`
    <ol class="timeline">
      ${newestFirst(rows).map((row, i) => html`
        <li key=${row.id ?? i}>
          <div class="timeline-head">
            <strong>${title(row)}</strong>
            <time dateTime=${momentOf(row)} title=${dateTime(momentOf(row))}>
              ${ago(momentOf(row))}
            </time>
          </div>
          ${row.user_email && html`<div class="timeline-who">${row.user_email}</div>`}
          ${detail?.(row)}
        </li>
      `)}
    </ol>
  `;
}
