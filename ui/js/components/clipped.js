import { html } from '../html.js';

/** A text that may be longer than its column: cut where there is no room for it, and whole when pointed at. */
export function Clipped({ text }) {
  return text ? html`
    <span class="cell-clip" title=${text}>
      <span>${text}</span>
    </span>
  ` : '–';
}
