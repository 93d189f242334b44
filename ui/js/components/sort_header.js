import { html } from '../html.js';
import { location, setQuery } from '../router.js';
import { Icon } from './icon.js';

/** A column heading; with `sort`, a button that orders the list by this field, then the other way round. */
export function SortHeader({ label, sort, class: extra, hidden }) {
  if (hidden)
    return html`
      <th scope="col" class=${extra}>
        <span class="visually-hidden">${label}</span>
      </th>
    `;
  if (!sort)
    return html`
      <th scope="col" class=${extra}>
        ${label}
      </th>
    `;
  const { ordering } = location.value.query;
  const direction = ordering === sort ? 'ascending' : ordering === `-${sort}` ? 'descending' : undefined;
  const next = direction === 'ascending' ? `-${sort}` : sort;
  return html`
    <th scope="col" class=${extra} aria-sort=${direction}>
      <button type="button" class="sort-button" onClick=${() => setQuery({ ordering: next })}>
        ${label}
        <${Icon}
          name=${direction === 'descending' ? 'chevron-down' : 'arrows-sort'}
          size=${14}
          class=${direction ? 'is-sorted' : ''}
        />
      </button>
    </th>
  `;
}
