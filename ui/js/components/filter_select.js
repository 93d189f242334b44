import { useCurrentInSight } from '../current_in_sight.js';
import { html } from '../html.js';
import { location, setQuery } from '../router.js';

/** One filter of a list, kept in the address. `options`: [{value, label}]; the empty one means all. */
export function FilterSelect({ name, label, all, options }) {
  const value = location.value.query[name] ?? '';
  return html`
    <select
      class="form-select filter-select"
      aria-label=${label}
      value=${value}
      onChange=${(event) => setQuery({ [name]: event.target.value })}>
      <option value="">${all}</option>
      ${options.map((option) => html`
        <option key=${option.value} value=${option.value} selected=${option.value === value}>
          ${option.label}
        </option>
      `)}
    </select>
  `;
}

/** The same as a row of tabs, when the choices are few and are the point of the screen. */
export function FilterTabs({ name, label, options }) {
  const value = location.value.query[name] ?? '';
  const row = useCurrentInSight(value);
  return html`
    <div class="filter-tabs" ref=${row} role="group" aria-label=${label}>
      ${options.map((option) => html`
        <button
          key=${option.value}
          type="button"
          aria-pressed=${option.value === value}
          onClick=${() => setQuery({ [name]: option.value })}>
          ${option.label}
        </button>
      `)}
    </div>
  `;
}
