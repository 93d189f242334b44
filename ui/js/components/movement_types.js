import { html } from '../html.js';
import { t } from '../i18n.js';
import { Icon } from './icon.js';

const TYPES = [
  ['IN', 'arrow-down-left'],
  ['OUT', 'arrow-up-right'],
  ['TRANSFER', 'arrows-left-right'],
  ['ADJUST', 'adjustments'],
];

/** The four kinds of movement as one radio group: arrows move between them. */
export function MovementTypes({ value, onValue }) {
  return html`
    <fieldset class="movement-types">
      <legend class="visually-hidden">${t('mouvement.type')}</legend>
      ${TYPES.map(([type, icon]) => html`
        <label key=${type} class=${`movement-type type-${type}`}>
          <input
            type="radio"
            name="type"
            value=${type}
            checked=${value === type}
            onChange=${() => onValue(type)}
          />
          <span>
            <${Icon} name=${icon} />
            ${t(`mouvement.type.${type}`)}
          </span>
        </label>
      `)}
    </fieldset>
  `;
}
