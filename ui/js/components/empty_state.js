import { html } from '../html.js';
import { Icon } from './icon.js';

export function EmptyState({ icon = 'package-off', title, text, action }) {
  return html`
    <div class="empty-state">
      <div class="empty-state-icon">
        <${Icon} name=${icon} size=${28} />
      </div>
      <p class="empty-state-title">${title}</p>
      ${text && html`<p class="empty-state-text">${text}</p>`}
      ${action}
    </div>
  `;
}
