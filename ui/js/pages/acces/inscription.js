import { useState } from 'preact/hooks';
import * as auth from '../../api/auth.js';
import { AccessFrame } from '../../components/access_frame.js';
import { AccessResult } from '../../components/access_result.js';
import { FormFailure } from '../../components/form_failure.js';
import { TextInput } from '../../components/inputs.js';
import { PasswordInput } from '../../components/password_input.js';
import { SubmitButton } from '../../components/submit_button.js';
import { useForm } from '../../form.js';
import { html } from '../../html.js';
import { language, t } from '../../i18n.js';

/** Ask for an account. The answer is the same for an address that has one: the mail tells, not the screen. */
export function Inscription() {
  const [sentTo, setSentTo] = useState(null);
  const form = useForm(
    { prenom: '', nom: '', email: '', password: '' },
    (values, key) => auth.register({ ...values, email: values.email.trim(), langue: language.value }, key),
    () => setSentTo(form.values.email),
    { quiet: true },
  );
  if (sentTo) {
    const again = html`
      <p class="access-links"><button type="button" class="btn btn-link p-0" onClick=${() => setSentTo(null)}>${t('inscription.autre')}</button></p>
    `;
    return html`
      <${AccessResult} tone="blue" title=${t('inscription.envoye')} text=${t('inscription.envoye_texte', { email: sentTo })}>${again}<//>
    `;
  }
  return html`
    <${AccessFrame} title=${t('inscription.titre')} text=${t('inscription.texte')}>
      <${FormFailure} failure=${form.failure} />
      <form onSubmit=${form.submit} novalidate>
        <div class="form-grid">
          <${TextInput} label=${t('champ.prenom')} autocomplete="given-name" autofocus ...${form.bind('prenom')} />
          <${TextInput} label=${t('champ.nom')} autocomplete="family-name" ...${form.bind('nom')} />
        </div>
        <${TextInput} label=${t('champ.email')} type="email" autocomplete="username" required ...${form.bind('email')} />
        <${PasswordInput}
          label=${t('champ.mot_de_passe')}
          hint=${t('champ.mot_de_passe_aide')}
          autocomplete="new-password"
          required
          ...${form.bind('password')}
        />
        <${SubmitButton} busy=${form.busy} icon="user-plus" class="btn-primary btn-lg w-100">${t('inscription.creer')}<//>
      </form>
      <p class="access-switch">${t('inscription.deja')} <a href="#/">${t('connexion.entrer')}</a></p>
    <//>
  `;
}
