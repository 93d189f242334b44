import { useForm } from '../form.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { Dialog } from './dialog.js';
import { PasswordInput } from './password_input.js';
import { SubmitButton } from './submit_button.js';

/** An act that asks who is there once more. `send(password, key)`. */
export function PasswordDialog({ title, text, yes, danger, send, onDone, onClose }) {
  const form = useForm({ password: '' }, ({ password }, key) => send(password, key), onDone);
  const footer = html`
    <button type="button" class="btn" onClick=${onClose}>${t('action.renoncer')}</button>
    <${SubmitButton} busy=${form.busy} form="password-form" class=${danger ? 'btn-danger' : 'btn-primary'}>${yes}<//>
  `;
  return html`
    <${Dialog} title=${title} onClose=${onClose} footer=${footer} class="dialog-small">
      <p>${text}</p>
      <form id="password-form" onSubmit=${form.submit} novalidate>
        <${PasswordInput} label=${t('champ.ancien_mot_de_passe')} autocomplete="current-password" required autofocus ...${form.bind('password')} />
      </form>
    <//>
  `;
}
