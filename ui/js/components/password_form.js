import * as api from '../api/auth.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { notify } from '../toasts.js';
import { PasswordInput } from './password_input.js';
import { SubmitButton } from './submit_button.js';

const EMPTY = { old_password: '', new_password: '' };

export function PasswordForm() {
  const form = useForm(EMPTY, api.changePassword, () => {
    form.setValues(EMPTY);
    notify(t('compte.mot_de_passe_change'));
  });
  return html`
    <form class="edit-form" onSubmit=${form.submit} novalidate>
      <fieldset class="card form-group">
        <legend>${t('champ.mot_de_passe')}</legend>
        <${PasswordInput} label=${t('champ.ancien_mot_de_passe')} autocomplete="current-password" required ...${form.bind('old_password')} />
        <${PasswordInput} label=${t('champ.nouveau_mot_de_passe')} hint=${t('securite.mot_de_passe_aide')} autocomplete="new-password" required ...${form.bind('new_password')} />
        <div class="form-actions">
          <${SubmitButton} busy=${form.busy} icon="lock">${t('compte.changer_mot_de_passe')}<//>
        </div>
      </fieldset>
    </form>
  `;
}
