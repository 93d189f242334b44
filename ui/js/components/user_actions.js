import { useState } from 'preact/hooks';
import * as api from '../api/users.js';
import { deleteObject } from '../deletion.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { go } from '../router.js';
import { user as me } from '../session.js';
import { notify, reportError } from '../toasts.js';
import { confirm } from './confirm.js';
import { Icon } from './icon.js';
import { Menu } from './menu.js';
import { isWaiting } from './user_badges.js';

/** What may be done with an account. To one's own the API refuses what "My account" asks the password for; and nobody locks the door behind themselves. */
export function UserActions({ user, onUser, onChange }) {
  const [open, setOpen] = useState(false);
  const own = user.id === me.value.id;
  const doing = (work, message, question) => async () => {
    setOpen(false);
    if (question && !(await confirm(question))) return;
    try {
      const answer = await work();
      notify(t(message, user));
      if (answer) onUser(answer);
      else onChange();
    } catch (error) {
      reportError(error);
    }
  };
  const ask = (act) => ({ danger: true, title: t(`utilisateur.${act}_titre`, user), text: t(`utilisateur.${act}_texte`), yes: t(`utilisateur.${act}`) });
  const setActive = (actif) => () => api.update(user.id, { actif }, user.version);
  async function remove() {
    setOpen(false);
    const object = { libelle: user.email, module: 'utilisateurs', id: user.id, text: t('utilisateur.supprimer_texte') };
    const gone = await deleteObject({ ...object, remove: () => api.remove(user.id), restored: () => go(`/users/${user.id}`) });
    if (gone) go('/users');
  }
  const acts = [
    user.invite && { icon: 'send', label: 'utilisateur.reinviter', run: doing(() => api.act(user.id, 'invite'), 'utilisateur.invitation_partie') },
    !own && user.second_facteur?.length > 0 && { icon: 'device-mobile', label: 'utilisateur.facteur', run: doing(() => api.act(user.id, 'reset-2fa'), 'utilisateur.facteur_fait', ask('facteur')) },
    { icon: 'logout', label: 'utilisateur.sortir', run: doing(() => api.act(user.id, 'logout-all'), 'utilisateur.sortir_fait', ask('sortir')) },
    !own && user.actif && { icon: 'lock', label: 'utilisateur.desactiver', run: doing(setActive(false), 'utilisateur.desactive', ask('desactiver')) },
    !own && { icon: 'trash', label: 'action.supprimer', run: remove },
  ].filter(Boolean);
  return html`
    ${isWaiting(user) && html`
      <button type="button" class="btn" onClick=${doing(() => api.act(user.id, 'unlock'), 'utilisateur.debloque')}>
        <${Icon} name="lock-open" size=${18} />
        ${t('utilisateur.debloquer')}
      </button>
    `}
    ${!user.actif && html`
      <button type="button" class="btn btn-primary" onClick=${doing(setActive(true), 'utilisateur.active')}>
        <${Icon} name="check" size=${18} />
        ${t('utilisateur.activer')}
      </button>
    `}
    <${Menu} label=${t('champ.actions')} open=${open} setOpen=${setOpen} buttonClass="btn" button=${html`<${Icon} name="dots" size=${18} />${t('champ.actions')}`}>
      ${acts.map(({ icon, label, run }) => html`
        <button key=${label} type="button" class="menu-item" onClick=${run}>
          <${Icon} name=${icon} size=${18} />
          ${t(label)}
        </button>
      `)}
    <//>
  `;
}
