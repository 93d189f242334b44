import { useState } from 'preact/hooks';
import * as auth from '../api/auth.js';
import { html } from '../html.js';
import { t, tMaybe } from '../i18n.js';
import { go } from '../router.js';
import * as session from '../session.js';
import { Icon } from './icon.js';
import { Menu } from './menu.js';
import { openShortcutHelp } from './shortcut_help.js';

async function signOut() {
  try {
    await auth.logout();
  } catch (error) {
    if (error.name !== 'ApiError') throw error; // the session is closed here in any case; it expires by itself there
  }
  session.close();
  go('/');
}

export const initials = ({ prenom, nom, email }) =>
  ((prenom?.[0] ?? '') + (nom?.[0] ?? '') || email[0]).toUpperCase();

export function UserMenu() {
  const [open, setOpen] = useState(false);
  const user = session.user.value;
  const close = (then) => () => {
    setOpen(false);
    then?.();
  };
  const face = html`<span class="avatar avatar-sm rounded-circle user-face">${initials(user)}</span>`;
  return html`
    <${Menu}
      label=${t('compte.menu', { initiales: initials(user) })}
      button=${face}
      open=${open}
      setOpen=${setOpen}
      class="user-menu">
      <div class="user-card">
        <strong>
          ${user.prenom} ${user.nom}
        </strong>
        <span class="text-secondary">${user.email}</span>
        <span class="role-badge mt-1">${tMaybe(`role.${user.role}`, {}, user.role)}</span>
      </div>
      <a class="menu-item" href="#/compte" onClick=${close()}>
        <${Icon} name="user" />
        ${t('nav.compte')}
      </a>
      <button type="button" class="menu-item" onClick=${close(openShortcutHelp)}>
        <${Icon} name="keyboard" />
        ${t('raccourcis.titre')}
      </button>
      <button type="button" class="menu-item" onClick=${signOut}>
        <${Icon} name="logout" />
        ${t('compte.deconnexion')}
      </button>
    <//>
  `;
}
