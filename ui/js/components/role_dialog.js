import * as api from '../api/users.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { roleText } from '../permission_groups.js';
import { Dialog } from './dialog.js';
import { Select, TextInput } from './inputs.js';
import { SubmitButton } from './submit_button.js';

/** Name and description of a role; a new one may begin with the permissions of another. */
export function RoleDialog({ role, roles, onClose, onSaved }) {
  const send = ({ nom, description, modele }, key) => {
    if (role) return api.updateRole(role.id, { nom, description }, role.version);
    const permissions = roles.find(({ id }) => id === modele)?.permissions ?? [];
    return api.createRole({ nom, description, permissions }, key);
  };
  const initial = { nom: role?.nom ?? '', description: role?.description ?? '', modele: '' };
  const form = useForm(initial, send, onSaved);
  const footer = html`
    <button type="button" class="btn" onClick=${onClose}>${t('action.renoncer')}</button>
    <${SubmitButton} busy=${form.busy} form="role-form">${t('action.enregistrer')}<//>
  `;
  return html`
    <${Dialog} title=${t(role ? 'role_matrice.modifier' : 'role_matrice.nouveau')} onClose=${onClose} footer=${footer} class="dialog-small">
      <form id="role-form" onSubmit=${form.submit} novalidate>
        <${TextInput} label=${t('champ.nom')} required autofocus maxlength="50" ...${form.bind('nom')} />
        <${TextInput} label=${t('champ.description')} maxlength="500" ...${form.bind('description')} />
        ${!role && html`
          <${Select}
            label=${t('role_matrice.modele')}
            hint=${t('role_matrice.modele_aide')}
            placeholder=${t('role_matrice.vide')}
            options=${roles.map(({ id, nom }) => ({ value: id, label: roleText(nom) }))}
            ...${form.bind('modele')}
          />
        `}
      </form>
    <//>
  `;
}
