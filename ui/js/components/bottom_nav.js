import { useState } from 'preact/hooks';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { activeEntry, allowedMenu } from '../navigation.js';
import { location } from '../router.js';
import { Dialog } from './dialog.js';
import { Icon } from './icon.js';
import { NavGroups } from './side_nav.js';

/** On a phone: four places under the thumb, and the rest in a sheet. */
export function BottomNav() {
  const [open, setOpen] = useState(false);
  const current = activeEntry(location.value.path);
  const main = allowedMenu()
    .flatMap(({ entries }) => entries)
    .filter((entry) => entry.main);
  const elsewhere = !main.some(({ path }) => path === current);
  return html`
    <nav class="bottom-nav" aria-label=${t('nav.principale')}>
      ${main.map(({ path, icon, title, short }) => html`
        <a key=${path} href=${`#${path}`} aria-current=${path === current ? 'page' : undefined}>
          <${Icon} name=${icon} size=${22} />
          <span>${t(short ?? title)}</span>
        </a>
      `)}
      <button
        type="button"
        class=${elsewhere ? 'active' : ''}
        aria-haspopup="dialog"
        onClick=${() => setOpen(true)}>
        <${Icon} name="menu-2" size=${22} />
        <span>${t('nav.plus')}</span>
      </button>
      ${open && html`
        <${Dialog} title=${t('nav.menu')} class="dialog-sheet" onClose=${() => setOpen(false)}>
          <div class="sheet-nav">
            <${NavGroups} onGo=${() => setOpen(false)} />
          </div>
        <//>
      `}
    </nav>
  `;
}
