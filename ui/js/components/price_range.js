import { parseDecimal } from '../decimal.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { location, setQuery } from '../router.js';

/** prix_min and prix_max. What is not a number is not asked. */
export function PriceRange() {
  const { query } = location.value;
  const field = (name) => html`
    <input
      class="form-control price-filter"
      inputmode="decimal"
      aria-label=${t(`filtre.${name}`)}
      placeholder=${t(`filtre.${name}`)}
      value=${query[name] ?? ''}
      onChange=${(event) => setQuery({ [name]: parseDecimal(event.target.value) ?? '' })}
    />
  `;
  return html`
    <div class="price-range" role="group" aria-label=${t('filtre.prix')}>
      ${field('prix_min')}
      <span aria-hidden="true">–</span>
      ${field('prix_max')}
    </div>
  `;
}
