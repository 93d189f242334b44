import { html } from '../html.js';
import { t } from '../i18n.js';
import { go } from '../router.js';
import { ErrorState } from './error_state.js';
import { SkeletonRows } from './skeleton.js';
import { SortHeader } from './sort_header.js';

// a click anywhere on the row follows its link; links, buttons and selected text keep their own meaning
function follow(event, address) {
  if (event.target.closest('a, button, input, label') || getSelection().toString()) return;
  go(address);
}

/**
 * A table on a desktop, cards on a phone. `columns`: [{label, cell(row), class?, sort?, title?}]; `title` marks the
 * column that heads the card. `link(row)` is the address of the row.
 */
export function DataTable({ caption, columns, rows, loading, error, reload, empty, link, rowClass }) {
  if (error && !rows) return html`<${ErrorState} error=${error} onRetry=${reload} />`;
  if (rows?.length === 0) return empty;
  return html`
    <div class=${`table-wrap ${loading && rows ? 'is-reloading' : ''}`} aria-busy=${loading}>
      <table class="table data-table">
        <caption class="visually-hidden">${caption}</caption>
        <thead>
          <tr>
            ${columns.map((column) => html`
              <${SortHeader} key=${column.label} ...${column} />
            `)}
          </tr>
        </thead>
        <tbody>
          ${!rows && html`<${SkeletonRows} columns=${columns.length} />`}
          ${rows?.map((row) => html`
            <tr
              key=${row.id ?? row.piece_id}
              class=${`${link ? 'is-link' : ''} ${rowClass?.(row) ?? ''}`}
              onClick=${link ? (event) => follow(event, link(row)) : undefined}>
              ${columns.map((column) => html`
                <td
                  key=${column.label}
                  data-label=${column.label}
                  class=${`${column.class ?? ''} ${column.title ? 'card-title-cell' : ''}`}>
                  ${column.cell(row)}
                </td>
              `)}
            </tr>
          `)}
        </tbody>
      </table>
      ${!rows && html`
        <span class="visually-hidden" role="status">
          ${t('chargement')}
        </span>
      `}
    </div>
  `;
}
