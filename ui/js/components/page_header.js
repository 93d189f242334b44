import { html } from '../html.js';
import { useTitle } from '../title.js';
import { Icon } from './icon.js';

/** Title of a screen, with the way back and the main actions. A page below another, of one object, gives the tab its title. */
export function PageHeader({ title, text, back, badge, children }) {
  useTitle(back && title);
  return html`
    <div class="page-header-row">
      <div class="page-heading">
        ${back && html`
          <a class="page-back" href=${back.href}>
            <${Icon} name="arrow-left" size=${16} />
            ${back.label}
          </a>
        `}
        <h1>
          ${title} ${badge}
        </h1>
        ${text && html`<p class="text-secondary">${text}</p>`}
      </div>
      <div class="page-actions">${children}</div>
    </div>
  `;
}
