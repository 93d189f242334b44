import * as auth from '../../api/auth.js';
import { AccessFrame } from '../../components/access_frame.js';
import { DeadLink } from '../../components/access_result.js';
import { PasswordInput } from '../../components/password_input.js';
import { SubmitButton } from '../../components/submit_button.js';
import { useForm } from '../../form.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useLinkToken } from '../../link_token.js';
import { explain } from '../../refusals.js';
import { go } from '../../router.js';
import * as session from '../../session.js';
import { notify } from '../../toasts.js';

/** A new password, by the link of the mail: #/reinitialiser?token= */
export function Reinitialiser() {
  const token = useLinkToken();
  const form = useForm(
    { new_password: '' },
    (values, key) => auth.resetPassword(token, values.new_password, key),
    () => {
      session.close();
      notify(t('nouveau_mdp.fait'));
      go('/');
    },
  );
  if (form.failure?.code === 'lien_invalide')
    return html`<${DeadLink} error=${explain(form.failure)} text=${t('oublie.perdu')} />`;
  return html`
    <${AccessFrame} title=${t('nouveau_mdp.titre')} text=${t('nouveau_mdp.texte')}>
      <form onSubmit=${form.submit} novalidate>
        <${PasswordInput}
          label=${t('champ.nouveau_mot_de_passe')}
          hint=${t('champ.mot_de_passe_aide')}
          autocomplete="new-password"
          autofocus
          required
          ...${form.bind('new_password')}
        />
        <${SubmitButton} busy=${form.busy} class="btn-primary btn-lg w-100">${t('action.enregistrer')}<//>
      </form>
      <div class="access-links mt-3"><a href="#/">${t('acces.retour')}</a></div>
    <//>
  `;
}
