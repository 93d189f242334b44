import { html } from '../html.js';
import { t } from '../i18n.js';

const HIDDEN = new Set(['version', 'modifie_le', 'cree_le', 'id']);
const show = (value) =>
  value === null || value === undefined || value === ''
    ? '∅'
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

/** The fields that differ between two pictures of one object. */
export function differences(before, after) {
  if (!before || !after) return [];
  return Object.keys(after)
    .filter((name) => !HIDDEN.has(name) && show(before[name]) !== show(after[name]))
    .map((name) => ({ name, from: show(before[name]), to: show(after[name]) }));
}

export function Changes({ before, after }) {
  const rows = differences(before, after);
  if (!rows.length) return null;
  return html`
    <ul class="changes">
      ${rows.map(({ name, from, to }) => html`
        <li key=${name}>
          <code>${name}</code> <del>${from}</del> → <ins>${to}</ins>
        </li>
      `)}
    </ul>
  `;
}

/** The same as a table of two columns, before and after; one side alone when the object appears or goes. */
export function Diff({ before, after }) {
  const rows = before && after ? differences(before, after) : sides(before, after);
  if (!rows.length) return html`<p class="text-secondary">${t('journal.rien_change')}</p>`;
  return html`
    <div class="table-wrap">
      <table class="table diff">
        <thead>
          <tr>
            <th scope="col">${t('journal.champ')}</th>
            ${before && html`<th scope="col">${t('journal.avant')}</th>`}
            ${after && html`<th scope="col">${t('journal.apres')}</th>`}
          </tr>
        </thead>
        <tbody>
          ${rows.map(({ name, from, to }) => html`
            <tr key=${name}>
              <th scope="row"><code>${name}</code></th>
              ${before && html`<td class="diff-before">${from}</td>`}
              ${after && html`<td class="diff-after">${to}</td>`}
            </tr>
          `)}
        </tbody>
      </table>
    </div>
  `;
}

const sides = (before, after) =>
  Object.keys(before ?? after ?? {}).map((name) => ({ name, from: show(before?.[name]), to: show(after?.[name]) }));
