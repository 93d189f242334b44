import { useState } from 'preact/hooks';
import * as auth from '../../api/auth.js';
import { AccessFrame } from '../../components/access_frame.js';
import { AccessResult, DeadLink } from '../../components/access_result.js';
import { TextInput } from '../../components/inputs.js';
import { PasswordInput } from '../../components/password_input.js';
import { SubmitButton } from '../../components/submit_button.js';
import { useForm } from '../../form.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useLinkToken } from '../../link_token.js';
import { explain } from '../../refusals.js';

const filled = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim()));

/** Somebody added this person: they choose a password. #/invitation?token= */
export function Invitation() {
  const token = useLinkToken();
  const [accepted, setAccepted] = useState(null);
  const form = useForm(
    { prenom: '', nom: '', new_password: '' },
    ({ new_password: password, ...names }, key) =>
      auth.acceptInvitation({ token, new_password: password, ...filled(names) }, key),
    setAccepted,
  );
  if (form.failure?.code === 'lien_invalide') return html`<${DeadLink} error=${explain(form.failure)} text=${t('invitation.perdue')} />`;
  if (accepted)
    return html`
      <${AccessResult} title=${t('invitation.faite')} text=${t('invitation.faite_texte', accepted)} label=${t('connexion.entrer')} />
    `;
  return html`
    <${AccessFrame} title=${t('invitation.titre')} text=${t('invitation.texte')}>
      <form onSubmit=${form.submit} novalidate>
        <div class="form-grid">
          <${TextInput} label=${t('champ.prenom')} autocomplete="given-name" ...${form.bind('prenom')} />
          <${TextInput} label=${t('champ.nom')} autocomplete="family-name" ...${form.bind('nom')} />
        </div>
        <${PasswordInput}
          label=${t('champ.mot_de_passe')}
          hint=${t('champ.mot_de_passe_aide')}
          autocomplete="new-password"
          autofocus
          required
          ...${form.bind('new_password')}
        />
        <${SubmitButton} busy=${form.busy} class="btn-primary btn-lg w-100">${t('invitation.accepter')}<//>
      </form>
    <//>
  `;
}
