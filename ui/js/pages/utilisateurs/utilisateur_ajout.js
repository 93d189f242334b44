import * as api from '../../api/auth.js';
import { Select, TextInput } from '../../components/inputs.js';
import { PageHeader } from '../../components/page_header.js';
import { PasswordInput } from '../../components/password_input.js';
import { SubmitButton } from '../../components/submit_button.js';
import { useForm } from '../../form.js';
import { html } from '../../html.js';
import { t, tMaybe } from '../../i18n.js';
import { useResource } from '../../resource.js';
import { can } from '../../session.js';
import { go } from '../../router.js';
import { notify } from '../../toasts.js';

const DEFAULT_ROLES = ['lecteur', 'vendeur', 'magasinier', 'gestionnaire', 'administrateur'];

/** The roles of the API; the default ones when this account may not read them. */
function useRoles() {
  const { data } = useResource(can('roles.gerer') ? api.listRoles : null);
  const names = (data?.results ?? data)?.map(({ nom }) => nom) ?? DEFAULT_ROLES;
  return names.map((value) => ({ value, label: tMaybe(`role.${value}`, {}, value) }));
}

export default function UtilisateurAjout() {
  const roles = useRoles();
  const form = useForm(
    { prenom: '', nom: '', email: '', password: '', role: 'lecteur' },
    (values, key) => api.createUser(values, key),
    (user) => {
      notify(t('utilisateur.ajoute', user));
      go('/users', { search: user.email });
    },
  );
  return html`
    <${PageHeader}
      title=${t('utilisateur.ajouter')}
      text=${t('utilisateur.ajouter_texte')}
      back=${{ href: '#/users', label: t('nav.utilisateurs') }}
    />
    <form class="edit-form narrow-form" onSubmit=${form.submit} novalidate>
      <div class="card form-group">
        <div class="form-grid">
          <${TextInput}
            label=${t('champ.prenom')}
            autocomplete="off"
            autofocus
            required
            ...${form.bind('prenom')}
          />
          <${TextInput} label=${t('champ.nom')} autocomplete="off" required ...${form.bind('nom')} />
          <${TextInput}
            label=${t('champ.email')}
            type="email"
            autocomplete="off"
            required
            fieldClass="span-2"
            ...${form.bind('email')}
          />
          <${PasswordInput}
            label=${t('champ.mot_de_passe')}
            hint=${t('champ.mot_de_passe_aide')}
            autocomplete="new-password"
            required
            ...${form.bind('password')}
          />
          <${Select}
            label=${t('utilisateur.role')}
            options=${roles}
            hint=${tMaybe(`role_aide.${form.values.role}`)}
            ...${form.bind('role')}
          />
        </div>
      </div>
      <div class="form-actions">
        <a class="btn" href="#/users">
          ${t('action.renoncer')}
        </a>
        <${SubmitButton} busy=${form.busy} icon="user-plus">
          ${t('utilisateur.ajouter')}
        <//>
      </div>
    </form>
  `;
}
