import { html } from '../html.js';
import { t } from '../i18n.js';
import { BottomNav } from './bottom_nav.js';
import { Palette } from './palette.js';
import { Screen } from './screen.js';
import { SessionNotice } from './session_notice.js';
import { ShortcutHelp } from './shortcut_help.js';
import { SideNav } from './side_nav.js';
import { TopBar } from './top_bar.js';

function skip(event) {
  event.preventDefault();
  document.getElementById('contenu').focus();
}

/** The frame of every signed-in screen. */
export function Shell() {
  return html`
    <a class="skip-link" href="#contenu" onClick=${skip}>
      ${t('shell.aller_au_contenu')}
    </a>
    <div class="shell">
      <${SideNav} />
      <div class="shell-main">
        <${TopBar} />
        <main id="contenu" class="shell-page" tabindex="-1">
          <${Screen} />
        </main>
      </div>
      <${BottomNav} />
    </div>
    <${Palette} />
    <${ShortcutHelp} />
    <${SessionNotice} />
  `;
}
