import * as api from '../api/users.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { LANGUAGES, t, tMaybe } from '../i18n.js';
import { roleText } from '../permission_groups.js';
import { useRoleNames } from '../role_names.js';
import { user as me } from '../session.js';
import { notify } from '../toasts.js';
import { Select, TextInput } from './inputs.js';
import { StaleNotice } from './stale_notice.js';
import { SubmitButton } from './submit_button.js';

const FIELDS = ['prenom', 'nom', 'email', 'telephone', 'role', 'langue'];

/** What an administrator may change of an account. */
export function UserForm({ user, onSaved, onStale }) {
  const own = user.id === me.value.id;
  const names = useRoleNames();
  const roles = names.includes(user.role) ? names : [user.role, ...names];
  const initial = Object.fromEntries(FIELDS.map((name) => [name, user[name] ?? '']));
  const send = (values) => {
    const changes = Object.fromEntries(FIELDS.filter((name) => values[name] !== initial[name]).map((name) => [name, values[name]]));
    return api.update(user.id, changes, user.version);
  };
  const form = useForm(initial, send, (saved) => {
    notify(t('utilisateur.enregistre', saved));
    onSaved(saved);
  });
  return html`
    <form class="edit-form" onSubmit=${form.submit} novalidate>
      ${form.failure?.status === 412 && html`<${StaleNotice} onReload=${onStale} />`}
      <fieldset class="card form-group">
        <legend>${t('utilisateur.compte')}</legend>
        <div class="form-grid">
          <${TextInput} label=${t('champ.prenom')} maxlength="100" ...${form.bind('prenom')} />
          <${TextInput} label=${t('champ.nom')} maxlength="100" ...${form.bind('nom')} />
          <${TextInput}
            label=${t('champ.email')}
            type="email"
            required
            disabled=${own}
            hint=${own ? t('utilisateur.adresse_propre') : ''}
            ...${form.bind('email')}
          />
          <${TextInput} label=${t('champ.telephone')} type="tel" maxlength="30" ...${form.bind('telephone')} />
          <${Select}
            label=${t('utilisateur.role')}
            hint=${tMaybe(`role_aide.${form.values.role}`, {}, '')}
            options=${roles.map((value) => ({ value, label: roleText(value) }))}
            ...${form.bind('role')}
          />
          <${Select}
            label=${t('champ.langue')}
            options=${LANGUAGES.map((value) => ({ value, label: t(`langue.${value}`) }))}
            ...${form.bind('langue')}
          />
        </div>
        <div class="form-actions">
          <${SubmitButton} busy=${form.busy} disabled=${!form.dirty || form.busy}>${t('action.enregistrer')}<//>
        </div>
      </fieldset>
    </form>
  `;
}
