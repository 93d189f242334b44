import { html } from '../html.js';
import { t } from '../i18n.js';
import { location, setQuery } from '../router.js';
import { Icon } from './icon.js';

/** The filters in force, each with a way out. `names`: {filter: label}; `text(name, value)` says a value for a person. */
export function FilterChips({ names, text = (name, value) => value }) {
  const { query } = location.value;
  const active = Object.keys(names).filter((name) => query[name]);
  if (!active.length) return null;
  return html`
    <div class="filter-chips">
      ${active.map((name) => html`
        <button
          key=${name}
          type="button"
          class="chip"
          aria-label=${`${t('filtre.enlever')} : ${names[name]}`}
          onClick=${() => setQuery({ [name]: '' })}>
          <span>${names[name]}</span>
          <strong>${text(name, query[name])}</strong>
          <${Icon} name="x" size=${14} />
        </button>
      `)}
      ${active.length > 1 && html`
        <button type="button" class="btn btn-link btn-sm" onClick=${() => setQuery(Object.fromEntries(active.map((name) => [name, ''])))}>
          ${t('filtre.tout_enlever')}
        </button>
      `}
    </div>
  `;
}
