import { html } from '../html.js';
import { t } from '../i18n.js';
import { Icon } from './icon.js';

/** A filter in force, with the way to take it off. */
export function FilterChip({ text, onRemove }) {
  return html`
    <span class="filter-chip">
      ${text}
      <button type="button" aria-label=${`${t('filtre.enlever')} : ${text}`} onClick=${onRemove}>
        <${Icon} name="x" size=${14} />
      </button>
    </span>
  `;
}
