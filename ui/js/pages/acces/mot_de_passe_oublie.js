import { useState } from 'preact/hooks';
import * as auth from '../../api/auth.js';
import { AccessFrame } from '../../components/access_frame.js';
import { TextInput } from '../../components/inputs.js';
import { SubmitButton } from '../../components/submit_button.js';
import { useForm } from '../../form.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';

export function MotDePasseOublie() {
  const [sent, setSent] = useState(false);
  const form = useForm(
    { email: '' },
    ({ email }, key) => auth.forgotPassword(email.trim(), key),
    () => setSent(true),
  );
  const back = html`
    <div class="access-links mt-3">
      <a href="#/">${t('acces.retour')}</a>
    </div>
  `;
  if (sent)
    return html`
      <${AccessFrame} title=${t('oublie.envoye')} text=${t('oublie.envoye_texte')}>
        ${back}
      <//>
    `;
  return html`
    <${AccessFrame} title=${t('oublie.titre')} text=${t('oublie.texte')}>
      <form onSubmit=${form.submit} novalidate>
        <${TextInput}
          label=${t('champ.email')}
          type="email"
          autocomplete="username"
          autofocus
          required
          ...${form.bind('email')}
        />
        <${SubmitButton} busy=${form.busy} icon="send" class="btn-primary btn-lg w-100">
          ${t('oublie.envoyer')}
        <//>
      </form>
      ${back}
    <//>
  `;
}
