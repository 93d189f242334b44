import { html } from '../html.js';
import { t } from '../i18n.js';
import { theme, toggleTheme } from '../theme.js';
import { Bell } from './bell.js';
import { Brand } from './brand.js';
import { Icon } from './icon.js';
import { LanguageSwitch } from './language_switch.js';
import { openPalette } from './palette.js';
import { UserMenu } from './user_menu.js';

export function TopBar() {
  return html`
    <header class="top-bar">
      <div class="top-bar-brand">
        <${Brand} />
      </div>
      <button type="button" class="palette-button" onClick=${openPalette} aria-keyshortcuts="Control+K">
        <${Icon} name="search" size=${18} />
        <span>${t('palette.invite')}</span>
        <kbd aria-hidden="true">Ctrl K</kbd>
      </button>
      <div class="top-bar-actions">
        <${LanguageSwitch} />
        <${ThemeSwitch} />
        <${Bell} />
        <${UserMenu} />
      </div>
    </header>
  `;
}

export function ThemeSwitch() {
  const dark = theme.value === 'dark';
  return html`
    <button
      type="button"
      class="icon-button"
      onClick=${toggleTheme}
      aria-label=${t(dark ? 'theme.clair' : 'theme.sombre')}
      title=${t(dark ? 'theme.clair' : 'theme.sombre')}>
      <${Icon} name=${dark ? 'sun' : 'moon'} />
    </button>
  `;
}
