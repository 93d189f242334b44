import * as api from '../../api/auth.js';
import { Select, TextInput } from '../../components/inputs.js';
import { PageHeader } from '../../components/page_header.js';
import { PasswordInput } from '../../components/password_input.js';
import { SubmitButton } from '../../components/submit_button.js';
import { useForm } from '../../form.js';
import { html } from '../../html.js';
import { LANGUAGES, speak, t } from '../../i18n.js';
import { user } from '../../session.js';
import { notify } from '../../toasts.js';

/** One's own account: name, language, password. */
export default function Compte() {
  return html`
    <${PageHeader} title=${t('nav.compte')} text=${user.value.email} />
    <div class="narrow-form">
      <${Profile} />
      <${Password} />
    </div>
  `;
}

function Profile() {
  const { prenom, nom, langue, version } = user.value;
  const form = useForm(
    { prenom, nom, langue: langue ?? 'fr' },
    (values) => api.updateMe(values, version),
    (saved) => {
      user.value = { ...user.value, ...saved };
      speak(form.values.langue);
      notify(t('compte.enregistre'));
    },
  );
  return html`
    <form class="edit-form" onSubmit=${form.submit} novalidate>
      <fieldset class="card form-group">
        <legend>${t('compte.profil')}</legend>
        <div class="form-grid">
          <${TextInput} label=${t('champ.prenom')} autocomplete="given-name" ...${form.bind('prenom')} />
          <${TextInput} label=${t('champ.nom')} autocomplete="family-name" ...${form.bind('nom')} />
          <${Select}
            label=${t('champ.langue')}
            options=${LANGUAGES.map((value) => ({ value, label: t(`langue.${value}`) }))}
            ...${form.bind('langue')}
          />
        </div>
        <div class="form-actions">
          <${SubmitButton} busy=${form.busy}>${t('action.enregistrer')}<//>
        </div>
      </fieldset>
    </form>
  `;
}

function Password() {
  const form = useForm(
    { old_password: '', new_password: '' },
    (values, key) => api.changePassword(values, key),
    () => {
      form.setValues({ old_password: '', new_password: '' });
      notify(t('compte.mot_de_passe_change'));
    },
  );
  return html`
    <form class="edit-form" onSubmit=${form.submit} novalidate>
      <fieldset class="card form-group">
        <legend>${t('champ.mot_de_passe')}</legend>
        <div class="form-grid">
          <${PasswordInput}
            label=${t('champ.ancien_mot_de_passe')}
            autocomplete="current-password"
            required
            ...${form.bind('old_password')}
          />
          <${PasswordInput}
            label=${t('champ.nouveau_mot_de_passe')}
            hint=${t('champ.mot_de_passe_aide')}
            autocomplete="new-password"
            required
            ...${form.bind('new_password')}
          />
        </div>
        <div class="form-actions">
          <${SubmitButton} busy=${form.busy} icon="lock">
            ${t('compte.changer_mot_de_passe')}
          <//>
        </div>
      </fieldset>
    </form>
  `;
}
