import { html } from '../html.js';
import { t } from '../i18n.js';
import { location } from '../router.js';
import { Icon } from './icon.js';

/** The filters that are seldom wanted, folded away unless one of them, `names`, is in force. */
export function MoreFilters({ names, children }) {
  const { query } = location.value;
  return html`
    <details class="more-filters" open=${names.some((name) => query[name])}>
      <summary>
        <${Icon} name="filter" size=${16} />
        ${t('filtre.autres')}
      </summary>
      <div>${children}</div>
    </details>
  `;
}
