import { html } from '../html.js';
import { Icon } from './icon.js';

export function SubmitButton({ busy, children, icon = 'check', class: extra = 'btn-primary', ...rest }) {
  return html`
    <button type="submit" class=${`btn ${extra}`} disabled=${busy} aria-busy=${busy} ...${rest}>
      ${busy ? html`
        <span class="spinner-border spinner-border-sm me-2" aria-hidden="true"></span>
      ` : html`
        <${Icon} name=${icon} size=${18} />
      `}
      ${children}
    </button>
  `;
}

/** A button that runs one asynchronous act at a time. */
export function ActButton({ busy, icon, children, class: extra = '', ...rest }) {
  return html`
    <button type="button" class=${`btn ${extra}`} disabled=${busy} aria-busy=${busy} ...${rest}>
      ${icon && html`<${Icon} name=${icon} size=${18} />`}
      ${children}
    </button>
  `;
}
