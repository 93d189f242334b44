import { html } from '../html.js';
import { Icon } from './icon.js';

/** The small picture of a part, or a box in its place. */
export function Thumbnail({ image, size = 'small' }) {
  return html`
    <span class=${`thumbnail thumbnail-${size}`}>
      ${image ? html`
        <img src=${image.miniature} alt="" loading="lazy" decoding="async" />
      ` : html`
        <${Icon} name="package" size=${size === 'large' ? 40 : 20} />
      `}
    </span>
  `;
}
