import { html } from '../html.js';

/** A text that may be longer than its column: cut there, and whole when pointed at. */
export function Clipped({ text }) {
  return text ? html`
    <span class="cell-clip" title=${text}>
      ${text}
    </span>
  ` : '–';
}
