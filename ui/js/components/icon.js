import { html } from '../html.js';

/** One icon of the sprite. Decorative: the text beside it, or the button's label, says what it means. */
export function Icon({ name, size = 20, class: extra = '' }) {
  return html`
    <svg class=${`icon ${extra}`} width=${size} height=${size} aria-hidden="true" focusable="false">
      <use href=${`/vendor/icons.svg#${name}`} />
    </svg>
  `;
}
