import { useForm } from '../form.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { FormFailure } from './form_failure.js';
import { TextInput } from './inputs.js';
import { QrCode } from './qr_code.js';
import { SubmitButton } from './submit_button.js';

/** The last step of setting up a second factor: read the QR code (or the mail), type the code. `send(code, key)` activates. */
export function FactorCode({ setup, send, onDone }) {
  const form = useForm({ code: '' }, ({ code }, key) => send(code.replace(/\s/g, ''), key), onDone, { quiet: true });
  return html`
    ${setup.qr_svg ? html`<${QrCode} setup=${setup} />` : html`<p>${t('facteur.email_envoye')}</p>`}
    <${FormFailure} failure=${form.failure} />
    <form onSubmit=${form.submit} novalidate>
      <${TextInput}
        label=${t('champ.code')}
        class="form-control code-input"
        inputmode="numeric"
        autocomplete="one-time-code"
        autofocus
        maxlength="8"
        required
        ...${form.bind('code')}
      />
      <${SubmitButton} busy=${form.busy} icon="shield-check" class="btn-primary btn-lg w-100">${t('facteur.activer')}<//>
    </form>
  `;
}
