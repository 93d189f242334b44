import { html } from '../html.js';
import { Icon } from './icon.js';

export function EmptyState({ icon = 'package-off', title, text, action, heading = 'h2' }) {
  return html`
    <div class="empty-state">
      <div class="empty-state-icon">
        <${Icon} name=${icon} size=${28} />
      </div>
      <${heading} class="empty-state-title">${title}<//>
      ${text && html`<p class="empty-state-text">${text}</p>`}
      ${action}
    </div>
  `;
}
