import { useState } from 'preact/hooks';
import * as api from '../api/auth.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import * as session from '../session.js';
import { notify, reportError } from '../toasts.js';
import { confirm } from './confirm.js';

/** Let in again somebody who guessed too often and would have to wait. */
export function UserUnlock({ user, onDone }) {
  if (!session.can('utilisateurs.gerer') || !user.verrouille_jusqua) return null;
  async function unlock() {
    try {
      await api.unlockUser(user.id);
      notify(t('utilisateur.debloque', user));
      onDone();
    } catch (error) {
      reportError(error);
    }
  }
  return html`
    <button type="button" class="btn btn-sm me-2" onClick=${unlock}>
      ${t('utilisateur.debloquer')}
    </button>
  `;
}

/** Disable an account, or enable it again. One's own is left alone: nobody locks the door behind themselves. */
export function UserToggle({ user, onDone }) {
  const [busy, setBusy] = useState(false);
  if (!session.can('utilisateurs.gerer') || user.id === session.user.value.id) return null;
  const active = user.actif;
  async function toggle() {
    if (
      active &&
      !(await confirm({
        danger: true,
        title: t('utilisateur.desactiver_titre', user),
        text: t('utilisateur.desactiver_texte'),
        yes: t('utilisateur.desactiver'),
      }))
    )
      return;
    setBusy(true);
    try {
      await api.updateUser(user.id, { actif: !active }, user.version);
      notify(t(active ? 'utilisateur.desactive' : 'utilisateur.active', user));
      onDone();
    } catch (error) {
      reportError(error);
    }
    setBusy(false);
  }
  return html`
    <button type="button" class="btn btn-sm" disabled=${busy} onClick=${toggle}>
      ${t(active ? 'utilisateur.desactiver' : 'utilisateur.activer')}
    </button>
  `;
}
