import { html } from '../html.js';
import { t } from '../i18n.js';
import { location, setQuery } from '../router.js';

/** depuis and jusqua, as the API's date filters. */
export function DateRange() {
  const { query } = location.value;
  const field = (name) => html`
    <label class="date-filter">
      <span>${t(`filtre.${name}`)}</span>
      <input
        type="date"
        class="form-control"
        value=${query[name] ?? ''}
        onChange=${(event) => setQuery({ [name]: event.target.value })}
      />
    </label>
  `;
  return html`
    <div class="date-range">
      ${field('depuis')}
      ${field('jusqua')}
    </div>
  `;
}
