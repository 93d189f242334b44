import { html } from '../html.js';

/** A card of facts. `rows`: [[name, value]]; what is empty is not shown. */
export function Facts({ title, rows, children }) {
  const shown = rows.filter((row) => row && row[1] !== null && row[1] !== undefined && row[1] !== '' && row[1] !== false);
  return html`
    <section class="card panel">
      <header class="panel-header">
        <h2>${title}</h2>
      </header>
      <div class="panel-body">
        ${children}
        <dl class="facts">
          ${shown.map(([name, value]) => html`
            <div key=${name}>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>
          `)}
        </dl>
      </div>
    </section>
  `;
}
