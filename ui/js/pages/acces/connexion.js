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

function enter(answer) {
  session.open(answer);
  speakAtStart(answer.user.langue);
}

export function Login() {
  const [challenge, setChallenge] = useState(null);
  const next = (answer) => (answer.mfa_required ? setChallenge(answer) : enter(answer));
  return challenge ? html`
    <${SecondFactor} challenge=${challenge} onBack=${() => setChallenge(null)} />
  ` : html`
    <${Password} onAnswer=${next} />
  `;
}

function Password({ onAnswer }) {
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
      <${FormFailure} failure=${form.failure} />
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
      <${DemoAccounts} onChoose=${(email) => form.set('email', email)} />
    <//>
  `;
}

function SecondFactor({ challenge, onBack }) {
  const form = useForm(
    { code: '' },
    ({ code }, key) => auth.loginSecondFactor(challenge.mfa_token, code.trim(), key),
    enter,
    { quiet: true },
  );
  return html`
    <${AccessFrame} title=${t('connexion.second.titre')} text=${t('connexion.second.texte')}>
      <${FormFailure} failure=${form.failure} />
      <form onSubmit=${form.submit} novalidate>
        <${TextInput}
          label=${t('champ.code')}
          class="form-control code-input"
          inputmode="numeric"
          autocomplete="one-time-code"
          autofocus
          maxlength="12"
          required
          ...${form.bind('code')}
        />
        <${SubmitButton} busy=${form.busy} icon="shield-check" class="btn-primary btn-lg w-100">
          ${t('connexion.second.verifier')}
        <//>
      </form>
      <button type="button" class="btn btn-link mt-3" onClick=${onBack}>
        ${t('connexion.autre_compte')}
      </button>
    <//>
  `;
}
