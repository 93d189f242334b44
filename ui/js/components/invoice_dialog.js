import * as api from '../api/commandes.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { go } from '../router.js';
import { notify } from '../toasts.js';
import { Dialog } from './dialog.js';
import { FormFailure } from './form_failure.js';
import { SubmitButton } from './submit_button.js';

/** Make the invoice of what was shipped, or of the whole order before it is. */
export function InvoiceDialog({ order, onClose }) {
  const shipped = order.facturable?.expedie;
  const send = ({ base }, key) => api.invoice(order.id, { base }, key);
  const form = useForm({ base: shipped ? 'expedie' : 'totalite' }, send, (invoice) => {
    notify(t('facture.emise_avis', invoice));
    go(`/factures/${invoice.id}`);
  }, { quiet: true });
  const footer = html`
    <button type="button" class="btn" onClick=${onClose}>
      ${t('action.renoncer')}
    </button>
    <${SubmitButton} busy=${form.busy} form="invoice-form" icon="file-invoice">${t('commande.facturer')}<//>
  `;
  const choice = (base, enabled) => html`
    <label class="choice">
      <input
        type="radio"
        name="base"
        class="form-check-input"
        checked=${form.values.base === base}
        disabled=${!enabled}
        onChange=${() => form.set('base', base)}
      />
      <span>
        <strong>${t(`facture.base.${base}`)}</strong>
        <small>${t(`facture.base_aide.${base}`)}</small>
      </span>
    </label>
  `;
  return html`
    <${Dialog} title=${t('commande.facturer_titre', order)} onClose=${onClose} footer=${footer} class="dialog-small">
      <form id="invoice-form" class="choices" onSubmit=${form.submit} novalidate>
        <${FormFailure} failure=${form.failure} />
        ${choice('expedie', shipped)}
        ${choice('totalite', order.facturable?.totalite)}
        <p class="text-secondary mb-0">${t('facture.definitive')}</p>
      </form>
    <//>
  `;
}
