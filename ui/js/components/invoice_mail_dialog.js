import * as api from '../api/factures.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { notify } from '../toasts.js';
import { Dialog } from './dialog.js';
import { TextArea, TextInput } from './inputs.js';
import { SubmitButton } from './submit_button.js';

/** Mails an invoice or a credit note. The address is shown first: what is sent cannot be called back. */
export function InvoiceMailDialog({ invoice, onClose }) {
  const send = ({ email, message }, key) =>
    api.mail(invoice.id, { email: email.trim() || undefined, message: message.trim() }, key);
  const form = useForm({ email: invoice.client_email ?? '', message: '' }, send, (sent) => {
    notify(t('facture.envoyee', { numero: invoice.numero, email: sent.email }));
    onClose();
  });
  const footer = html`
    <button type="button" class="btn" onClick=${onClose}>${t('action.renoncer')}</button>
    <${SubmitButton} busy=${form.busy} icon="send" form="invoice-mail-form">${t('facture.envoyer')}<//>
  `;
  return html`
    <${Dialog} title=${t('facture.envoyer_titre', invoice)} onClose=${onClose} footer=${footer}>
      <form id="invoice-mail-form" onSubmit=${form.submit} novalidate>
        <${TextInput}
          label=${t('champ.email')}
          hint=${t('facture.envoyer_adresse')}
          type="email"
          maxlength="254"
          required
          autofocus
          ...${form.bind('email')}
        />
        <${TextArea} label=${t('envoi.message')} hint=${t('facture.envoyer_message')} maxlength="2000" ...${form.bind('message')} />
      </form>
    <//>
  `;
}
