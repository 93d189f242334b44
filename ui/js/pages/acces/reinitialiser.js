import * as auth from '../../api/auth.js';
import { AccessFrame } from '../../components/access_frame.js';
import { PasswordInput } from '../../components/password_input.js';
import { SubmitButton } from '../../components/submit_button.js';
import { useForm } from '../../form.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { go, location } from '../../router.js';
import { notify } from '../../toasts.js';

/** Opened by the link of the mail: #/nouveau-mot-de-passe?token=... */
export function NouveauMotDePasse() {
  const { token } = location.value.query;
  const done = () => {
    notify(t('nouveau_mdp.fait'));
    go('/');
  };
  const form = useForm(
    { new_password: '' },
    (values, key) => auth.resetPassword(token, values.new_password, key),
    done,
  );
  return html`
    <${AccessFrame} title=${t('nouveau_mdp.titre')} text=${t('nouveau_mdp.texte')}>
      <form onSubmit=${form.submit} novalidate>
        <${PasswordInput}
          label=${t('champ.nouveau_mot_de_passe')}
          autocomplete="new-password"
          autofocus
          required
          ...${form.bind('new_password')}
        />
        <${SubmitButton} busy=${form.busy} class="btn-primary btn-lg w-100">
          ${t('action.enregistrer')}
        <//>
      </form>
      <div class="access-links mt-3">
        <a href="#/">${t('acces.retour')}</a>
      </div>
    <//>
  `;
}
