import * as api from '../api/factures.js';
import { compare, parseDecimal, subtract } from '../decimal.js';
import { useForm } from '../form.js';
import { quantity, typed } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { go } from '../router.js';
import { notify } from '../toasts.js';
import { unitFor } from '../units.js';
import { Dialog } from './dialog.js';
import { FormFailure } from './form_failure.js';
import { TextInput } from './inputs.js';
import { SubmitButton } from './submit_button.js';

// what has not been credited yet of each line
const linesLeft = (invoice) =>
  invoice.lignes
    .map((line) => ({ line, reste: subtract(line.quantite, line.quantite_creditee ?? '0') }))
    .filter(({ reste }) => compare(reste, '0') > 0)
    .map((left) => ({ ...left, quantite: typed(left.reste) }));

/** A credit note of an invoice, whole or in part. An invoice is never changed: this is how it is put right. */
export function CreditDialog({ invoice, onClose }) {
  function send({ motif, lignes }, key) {
    const asked = lignes
      .filter(({ quantite }) => quantite !== '' && parseDecimal(quantite) !== '0')
      .map(({ line, quantite }) => ({ ligne_id: line.id, quantite: parseDecimal(quantite) ?? quantite }));
    return api.credit(invoice.id, { motif, lignes: asked }, key);
  }
  const form = useForm({ motif: '', lignes: linesLeft(invoice) }, send, (credit) => {
    notify(t('facture.avoir_fait', credit));
    go(`/factures/${credit.id}`);
  }, { quiet: true });
  const lines = form.values.lignes;
  const refused = form.failure?.data?.lignes ?? [];
  const change = (index, quantite) => form.set('lignes', lines.map((line, i) => (i === index ? { ...line, quantite } : line)));
  const footer = html`
    <button type="button" class="btn" onClick=${onClose}>
      ${t('action.renoncer')}
    </button>
    <${SubmitButton} busy=${form.busy} form="credit-form" icon="receipt-refund">${t('facture.faire_avoir')}<//>
  `;
  return html`
    <${Dialog} title=${t('facture.avoir_titre', invoice)} onClose=${onClose} footer=${footer}>
      <form id="credit-form" onSubmit=${form.submit} novalidate>
        <${FormFailure} failure=${form.failure} />
        <${TextInput} label=${t('mouvement.motif')} required autofocus ...${form.bind('motif')} />
        <ul class="quantity-lines">
          ${lines.map(({ line, reste, quantite }, i) => html`
            <li key=${line.id} class=${refused.some(({ ligne_id: id }) => id === line.id) ? 'line-short' : ''}>
              <div class="quantity-line-name">
                <strong>${line.designation}</strong>
                <small>
                  <code>${line.reference}</code>
                </small>
              </div>
              <label class="quantity-amount">
                <span>${t('commande.sur', { reste: quantity(reste), unite: unitFor(line.unite, reste) })}</span>
                <input
                  class="form-control num"
                  inputmode="decimal"
                  autocomplete="off"
                  aria-label=${`${t('mouvement.quantite')} : ${line.designation}`}
                  value=${quantite}
                  onInput=${(event) => change(i, event.target.value)}
                  onFocus=${(event) => event.target.select()}
                />
              </label>
            </li>
          `)}
        </ul>
        ${form.errors.lignes && html`<div class="field-error">${form.errors.lignes.join(' ')}</div>`}
        <p class="text-secondary mb-0">${t('facture.avoir_aide')}</p>
      </form>
    <//>
  `;
}
