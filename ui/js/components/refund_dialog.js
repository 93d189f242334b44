import * as api from '../api/factures.js';
import { parseDecimal } from '../decimal.js';
import { useForm } from '../form.js';
import { money, typed } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { notify } from '../toasts.js';
import { Dialog } from './dialog.js';
import { FormFailure } from './form_failure.js';
import { NumberInput, TextInput } from './inputs.js';
import { SubmitButton } from './submit_button.js';

/** Give back a payment, or part of it, and say why. */
export function RefundDialog({ payment, onClose, onDone }) {
  const send = ({ montant, motif }, key) =>
    api.refund(payment.id, { montant: parseDecimal(montant) ?? montant, motif }, key);
  const form = useForm({ montant: typed(payment.remboursable), motif: '' }, send, () => {
    notify(t('paiement.rembourse', { montant: money(parseDecimal(form.values.montant)) }));
    onDone();
  }, { quiet: true });
  const footer = html`
    <button type="button" class="btn" onClick=${onClose}>
      ${t('action.renoncer')}
    </button>
    <${SubmitButton} busy=${form.busy} form="refund-form" icon="receipt-refund">${t('paiement.rembourser')}<//>
  `;
  return html`
    <${Dialog} title=${t('paiement.rembourser_titre')} onClose=${onClose} footer=${footer} class="dialog-small">
      <form id="refund-form" onSubmit=${form.submit} novalidate>
        <${FormFailure} failure=${form.failure} />
        <${NumberInput}
          label=${t('paiement.montant')}
          suffix="€"
          required
          hint=${t('paiement.remboursable_aide', { montant: money(payment.remboursable) })}
          ...${form.bind('montant')}
        />
        <${TextInput} label=${t('mouvement.motif')} required ...${form.bind('motif')} />
      </form>
    <//>
  `;
}
