import { html } from '../html.js';
import { t } from '../i18n.js';
import { activeEntry, allowedMenu } from '../navigation.js';
import { location } from '../router.js';
import { Brand } from './brand.js';
import { Icon } from './icon.js';

export function SideNav() {
  return html`
    <nav class="side-nav" aria-label=${t('nav.principale')}>
      <${Brand} />
      <${NavGroups} />
    </nav>
  `;
}

/** The groups of the menu; also the content of the phone's sheet. */
export function NavGroups({ onGo }) {
  const current = activeEntry(location.value.path);
  return allowedMenu().map(({ label, entries }) => html`
    <div class="nav-group" key=${label ?? 'top'}>
      ${label && html`<div class="nav-group-label">${t(label)}</div>`}
      ${entries.map((entry) => html`
        <a
          key=${entry.path}
          class="nav-entry"
          href=${`#${entry.path}`}
          onClick=${onGo}
          aria-current=${entry.path === current ? 'page' : undefined}>
          <${Icon} name=${entry.icon} />
          <span>${t(entry.title)}</span>
        </a>
      `)}
    </div>
  `);
}
