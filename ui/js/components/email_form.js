import { useState } from 'preact/hooks';
import * as api from '../api/auth.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { user } from '../session.js';
import { Icon } from './icon.js';
import { TextInput } from './inputs.js';
import { PasswordInput } from './password_input.js';
import { SubmitButton } from './submit_button.js';

const EMPTY = { new_email: '', password: '' };

/** Ask for another address. It changes once the link mailed to the new one is followed. */
export function EmailForm() {
  const [sentTo, setSentTo] = useState(null);
  const form = useForm(EMPTY, ({ new_email: email, password }, key) => api.changeEmail({ new_email: email.trim(), password }, key), () => {
    setSentTo(form.values.new_email);
    form.setValues(EMPTY);
  });
  return html`
    <form class="edit-form" onSubmit=${form.submit} novalidate>
      <fieldset class="card form-group">
        <legend>${t('champ.email')}</legend>
        <p>${t('securite.email_actuel')} <strong>${user.value.email}</strong></p>
        ${sentTo && html`<div class="alert alert-info" role="status"><${Icon} name="mail" />${t('securite.email_envoye', { email: sentTo })}</div>`}
        <${TextInput} label=${t('securite.nouvel_email')} type="email" autocomplete="email" required ...${form.bind('new_email')} />
        <${PasswordInput} label=${t('champ.ancien_mot_de_passe')} autocomplete="current-password" required ...${form.bind('password')} />
        <div class="form-actions">
          <${SubmitButton} busy=${form.busy} icon="mail">${t('securite.changer_email')}<//>
        </div>
      </fieldset>
    </form>
  `;
}
