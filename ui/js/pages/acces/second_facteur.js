import { useState } from 'preact/hooks';
import * as auth from '../../api/auth.js';
import { AccessFrame } from '../../components/access_frame.js';
import { FormFailure } from '../../components/form_failure.js';
import { TextInput } from '../../components/inputs.js';
import { SubmitButton } from '../../components/submit_button.js';
import { useForm } from '../../form.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { notify, reportError } from '../../toasts.js';

const OVER = 'defi_expire';

/** The code of the application, of a mail, or one of the recovery codes. */
export function SecondFacteur({ challenge, onEnter, onBack }) {
  const [method, setMethod] = useState(challenge.methods[0]);
  const others = challenge.methods.filter((other) => other !== method);
  return html`
    <${AccessFrame} title=${t('connexion.second.titre')} text=${t(`second.texte.${method}`)}>
      <${Code} key=${method} ...${{ challenge, method, onEnter, onBack }} />
      <div class="other-ways">
        ${others.map((other) => html`
          <button key=${other} type="button" class="btn btn-link" onClick=${() => setMethod(other)}>${t(`second.par.${other}`)}</button>
        `)}
        <button type="button" class="btn btn-link" onClick=${() => onBack()}>${t('connexion.autre_compte')}</button>
      </div>
    <//>
  `;
}

function Code({ challenge, method, onEnter, onBack }) {
  const form = useForm(
    { code: '' },
    ({ code }, key) => auth.loginSecondFactor({ mfa_token: challenge.mfa_token, code: code.trim(), method }, key),
    onEnter,
    { quiet: true },
  );
  if (form.failure?.code === OVER) queueMicrotask(() => onBack(form.failure));
  return html`
    ${method === 'email' && html`<${MailCode} token=${challenge.mfa_token} onOver=${onBack} />`}
    <${FormFailure} failure=${form.failure} />
    <form onSubmit=${form.submit} novalidate>
      <${TextInput}
        label=${t(method === 'recovery' ? 'second.code_secours' : 'champ.code')}
        class=${`form-control ${method === 'recovery' ? 'recovery-input' : 'code-input'}`}
        inputmode=${method === 'recovery' ? 'text' : 'numeric'}
        autocomplete="one-time-code"
        autofocus
        maxlength=${method === 'recovery' ? 20 : 8}
        required
        ...${form.bind('code')}
      />
      <${SubmitButton} busy=${form.busy} icon="shield-check" class="btn-primary btn-lg w-100">
        ${t('connexion.second.verifier')}
      <//>
    </form>
  `;
}

/** The code is mailed when asked for: opening this way must not send a mail twice. */
export function MailCode({ token, onOver }) {
  const [sent, setSent] = useState(false);
  async function send() {
    try {
      await auth.mailLoginCode(token);
      setSent(true);
      notify(t('second.code_envoye'));
    } catch (error) {
      if (error.code === OVER) onOver(error);
      else reportError(error);
    }
  }
  return html`
    <button type="button" class="btn w-100 mb-3" onClick=${send}>
      ${t(sent ? 'second.renvoyer_code' : 'second.envoyer_code')}
    </button>
  `;
}
