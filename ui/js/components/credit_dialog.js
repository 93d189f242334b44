import { useId } from 'preact/hooks';
import * as api from '../api/factures.js';
import { asked, linesLeft, toLignes } from '../credit_lines.js';
import { useForm } from '../form.js';
import { quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { go } from '../router.js';
import { notify } from '../toasts.js';
import { unitFor } from '../units.js';
import { useLineErrors } from '../use_line_errors.js';
import { Dialog } from './dialog.js';
import { FormFailure } from './form_failure.js';
import { TextInput } from './inputs.js';
import { LineError, marks, withRefusal } from './line_error.js';
import { SubmitButton } from './submit_button.js';

/** A credit note of an invoice, whole or in part. An invoice is never changed: this is how it is put right. */
export function CreditDialog({ invoice, onClose }) {
  const send = ({ motif, lignes }, key) => api.credit(invoice.id, { motif, lignes: toLignes(lignes) }, key);
  const form = useForm({ motif: '', lignes: linesLeft(invoice) }, send, (credit) => {
    notify(t('facture.avoir_fait', credit));
    go(`/factures/${credit.id}`);
  }, { quiet: true });
  const lines = form.values.lignes;
  const errorsOf = useLineErrors(form, 'lignes', asked(lines));
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
          ${lines.map((line, i) => html`
            <${Line}
              key=${line.key}
              line=${line}
              errors=${withRefusal(errorsOf(line), refused.find(({ ligne_id: id }) => id === line.key))}
              onQuantity=${(quantite) => change(i, quantite)}
            />
          `)}
        </ul>
        ${form.errors.lignes && html`<div class="field-error">${form.errors.lignes.join(' ')}</div>`}
        <p class="text-secondary mb-0">${t('facture.avoir_aide')}</p>
      </form>
    <//>
  `;
}

function Line({ line: { line, reste, quantite }, errors, onQuantity }) {
  const id = useId();
  return html`
    <li class=${Object.keys(errors).length ? 'line-short' : ''}>
      <div class="quantity-line-name">
        <strong>${line.designation}</strong>
        <small>
          <code>${line.reference}</code>
        </small>
        <${LineError} id=${id} errors=${errors} />
      </div>
      <label class="quantity-amount">
        <span>${t('commande.sur', { reste: quantity(reste), unite: unitFor(line.unite, reste) })}</span>
        <input
          class="form-control num"
          inputmode="decimal"
          autocomplete="off"
          aria-label=${`${t('mouvement.quantite')} : ${line.designation}`}
          ...${marks(errors.quantite, id)}
          value=${quantite}
          onInput=${(event) => onQuantity(event.target.value)}
          onFocus=${(event) => event.target.select()}
        />
      </label>
    </li>
  `;
}
