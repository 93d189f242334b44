import { html } from '../html.js';
import { t } from '../i18n.js';

const WIDTHS = ['w-75', 'w-50', 'w-100', 'w-66', 'w-33'];

export function Skeleton({ lines = 3 }) {
  return html`
    <div class="skeleton" role="status" aria-label=${t('chargement')}>
      ${Array.from({ length: lines }, (_, i) => html`
        <span key=${i} class=${`skeleton-line ${WIDTHS[i % WIDTHS.length]}`}></span>
      `)}
    </div>
  `;
}

export function SkeletonRows({ rows = 6, columns = 4 }) {
  return Array.from({ length: rows }, (_, i) => html`
    <tr key=${i} class="skeleton-row" aria-hidden="true">
      ${Array.from({ length: columns }, (__, j) => html`
        <td key=${j}>
          <span class=${`skeleton-line ${WIDTHS[(i + j) % WIDTHS.length]}`}></span>
        </td>
      `)}
    </tr>
  `);
}

export function SkeletonPage() {
  return html`
    <div class="skeleton-page">
      <span class="skeleton-line skeleton-title"></span>
      <div class="card">
        <div class="card-body">
          <${Skeleton} lines=${7} />
        </div>
      </div>
    </div>
  `;
}
