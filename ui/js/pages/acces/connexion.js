import { useState } from 'preact/hooks';
import * as auth from '../../api/auth.js';
import { AccessFrame } from '../../components/access_frame.js';
import { DemoAccounts } from '../../components/demo_accounts.js';
import { FormFailure } from '../../components/form_failure.js';
import { Icon } from '../../components/icon.js';
import { TextInput } from '../../components/inputs.js';
import { PasswordInput } from '../../components/password_input.js';
import { SubmitButton } from '../../components/submit_button.js';
import { useForm } from '../../form.js';
import { html } from '../../html.js';
import { speakAtStart, t } from '../../i18n.js';
import * as session from '../../session.js';
import { Enrolement } from './enrolement.js';
import { SecondFacteur } from './second_facteur.js';

/** Password, then what this account asks besides: a code, or the setting up of a second factor its role demands. */
export function Login({ onEntered }) {
  const [challenge, setChallenge] = useState(null);
  const [over, setOver] = useState(null);
  function enter(answer) {
    session.open(answer);
    speakAtStart(answer.user.langue);
    onEntered?.();
  }
  const next = (answer) => (answer.mfa_required ? setChallenge(answer) : enter(answer));
  const back = (error = null) => {
    setOver(error);
    setChallenge(null);
  };
  if (challenge?.mfa_setup_required)
    return html`<${Enrolement} challenge=${challenge} onEnter=${enter} onBack=${back} />`;
  if (challenge) return html`<${SecondFacteur} challenge=${challenge} onEnter=${enter} onBack=${back} />`;
  return html`<${Password} onAnswer=${next} over=${over} />`;
}

function Password({ onAnswer, over }) {
  const form = useForm(
    { email: '', password: '' },
    ({ email, password }, key) => auth.login(email.trim(), password, key),
    onAnswer,
    { quiet: true },
  );
  return html`
    <${AccessFrame} title=${t('connexion.titre')} text=${t('connexion.texte')}>
      ${session.ended.value && !form.failure && html`
        <div class="alert alert-info" role="status">
          <${Icon} name="clock" />
          ${t('connexion.expiree')}
        </div>
      `}
      <${FormFailure} failure=${form.failure ?? over} />
      <form onSubmit=${form.submit} novalidate>
        <${TextInput}
          label=${t('champ.email')}
          type="email"
          autocomplete="username"
          autofocus
          required
          ...${form.bind('email')}
        />
        <${PasswordInput}
          label=${t('champ.mot_de_passe')}
          autocomplete="current-password"
          required
          ...${form.bind('password')}
        />
        <div class="access-links">
          <a href="#/mot-de-passe-oublie">${t('connexion.oublie')}</a>
        </div>
        <${SubmitButton} busy=${form.busy} icon="lock" class="btn-primary btn-lg w-100">
          ${t('connexion.entrer')}
        <//>
      </form>
      <p class="access-switch">
        ${t('connexion.sans_compte')} <a href="#/inscription">${t('inscription.creer')}</a>
      </p>
      <${DemoAccounts} onChoose=${(email) => form.set('email', email)} />
    <//>
  `;
}
