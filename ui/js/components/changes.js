import { html } from '../html.js';

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
