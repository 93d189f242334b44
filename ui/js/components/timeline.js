import { ago, dateTime } from '../format.js';
import { html } from '../html.js';

/** What happened, newest first as the API gives it. `title(row)` and `detail(row)` draw one event. */
export function Timeline({ rows, title, detail }) {
  return html`
    <ol class="timeline">
      ${rows.map((row, i) => html`
        <li key=${row.id ?? i}>
          <div class="timeline-head">
            <strong>${title(row)}</strong>
            <time dateTime=${row.cree_le} title=${dateTime(row.cree_le)}>
              ${ago(row.cree_le)}
            </time>
          </div>
          ${row.user_email && html`<div class="timeline-who">${row.user_email}</div>`}
          ${detail?.(row)}
        </li>
      `)}
    </ol>
  `;
}
