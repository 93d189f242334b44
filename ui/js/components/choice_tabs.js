import { useCurrentInSight } from '../current_in_sight.js';
import { html } from '../html.js';

/** A few choices of which one holds, as a row of buttons. `options`: [{value, label}]. */
export function ChoiceTabs({ label, options, value, onValue, disabled }) {
  const row = useCurrentInSight(value);
  return html`
    <div class="filter-tabs" ref=${row} role="group" aria-label=${label}>
      ${options.map((option) => html`
        <button
          key=${option.value}
          type="button"
          aria-pressed=${option.value === value ? 'true' : 'false'}
          disabled=${disabled}
          onClick=${() => onValue(option.value)}>
          ${option.label}
        </button>
      `)}
    </div>
  `;
}
