import * as api from '../../api/users.js';
import { Select, Switch, TextInput } from '../../components/inputs.js';
import { PageHeader } from '../../components/page_header.js';
import { PasswordInput } from '../../components/password_input.js';
import { SubmitButton } from '../../components/submit_button.js';
import { useForm } from '../../form.js';
import { html } from '../../html.js';
import { LANGUAGES, language, t, tMaybe } from '../../i18n.js';
import { roleText } from '../../permission_groups.js';
import { useRoleNames } from '../../role_names.js';
import { go } from '../../router.js';
import { notify } from '../../toasts.js';

// by invitation the person chooses the password; otherwise it is told to them
const bodyOf = ({ inviter, password, ...values }) => (inviter ? values : { ...values, password });

/** Add somebody: they are invited by mail, or given a first password. */
export default function UtilisateurAjout() {
  const roles = useRoleNames();
  const form = useForm(
    { prenom: '', nom: '', email: '', inviter: true, password: '', role: 'lecteur', langue: language.value },
    (values, key) => api.create(bodyOf(values), key),
    (user) => {
      notify(t(form.values.inviter ? 'utilisateur.invitation_partie' : 'utilisateur.ajoute', user));
      go(`/users/${user.id}`);
    },
  );
  const { inviter, role } = form.values;
  return html`
    <${PageHeader}
      title=${t('utilisateur.ajouter')}
      text=${t(inviter ? 'utilisateur.inviter_texte' : 'utilisateur.ajouter_texte')}
      back=${{ href: '#/users', label: t('nav.utilisateurs') }}
    />
    <form class="edit-form narrow-form" onSubmit=${form.submit} novalidate>
      <div class="card form-group">
        <div class="form-grid">
          <${TextInput} label=${t('champ.prenom')} autocomplete="off" autofocus maxlength="100" ...${form.bind('prenom')} />
          <${TextInput} label=${t('champ.nom')} autocomplete="off" maxlength="100" ...${form.bind('nom')} />
          <${TextInput}
            label=${t('champ.email')}
            type="email"
            autocomplete="off"
            required
            fieldClass="span-2"
            ...${form.bind('email')}
          />
          <${Select}
            label=${t('utilisateur.role')}
            options=${roles.map((value) => ({ value, label: roleText(value) }))}
            hint=${tMaybe(`role_aide.${role}`, {}, '')}
            ...${form.bind('role')}
          />
          <${Select}
            label=${t('champ.langue')}
            options=${LANGUAGES.map((value) => ({ value, label: t(`langue.${value}`) }))}
            ...${form.bind('langue')}
          />
          <${Switch} label=${t('utilisateur.inviter')} hint=${t('utilisateur.inviter_aide')} value=${inviter} onValue=${(on) => form.set('inviter', on)} />
          ${!inviter && html`
            <${PasswordInput}
              label=${t('champ.mot_de_passe')}
              hint=${t('champ.mot_de_passe_aide')}
              autocomplete="new-password"
              required
              ...${form.bind('password')}
            />
          `}
        </div>
      </div>
      <div class="form-actions">
        <a class="btn" href="#/users">${t('action.renoncer')}</a>
        <${SubmitButton} busy=${form.busy} icon=${inviter ? 'send' : 'user-plus'}>
          ${t(inviter ? 'utilisateur.envoyer_invitation' : 'utilisateur.ajouter')}
        <//>
      </div>
    </form>
  `;
}
