import { html } from '../html.js';
import { t, tMaybe } from '../i18n.js';
import { changesOf, fieldsOf, isEmpty } from '../trace.js';

const WORDS = { t, tMaybe };

/** The fields that an act changed, one line each. */
export function Changes({ before, after }) {
  const rows = changesOf(before, after, WORDS);
  if (!rows.length) return null;
  return html`
    <ul class="changes">
      ${rows.map(({ name, label, from, to, text }) => html`
        <li key=${name}>
          <span class="changes-name">${label}</span> ${text ?? html`<del>${from}</del> → <ins>${to}</ins>`}
        </li>
      `)}
    </ul>
  `;
}

/** What an object begins with, a field to a line, but for those that are empty. */
export function Values({ picture }) {
  const rows = fieldsOf(picture, WORDS).filter(({ name }) => !isEmpty(picture[name]));
  return html`
    <ul class="changes">
      ${rows.map(({ name, label, value }) => html`
        <li key=${name}>
          <span class="changes-name">${label}</span> <ins>${value}</ins>
        </li>
      `)}
    </ul>
  `;
}

/** What `Changes` tells as a table of two columns, before and after; one side alone when the object appears or goes. */
export function Diff({ before, after }) {
  const rows = before && after ? changesOf(before, after, WORDS) : fieldsOf(before ?? after ?? {}, WORDS);
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
          ${rows.map((row) => html`<${Row} key=${row.name} ...${row} both=${before && after} side=${before ? 'before' : 'after'} />`)}
        </tbody>
      </table>
    </div>
  `;
}

const Row = ({ label, from, to, text, value, both, side }) => html`
  <tr>
    <th scope="row">${label}</th>
    ${both && text && html`<td colspan="2">${text}</td>`}
    ${both && !text && html`
      <td class="diff-before">${from}</td>
      <td class="diff-after">${to}</td>
    `}
    ${!both && html`<td class=${`diff-${side}`}>${value}</td>`}
  </tr>
`;
