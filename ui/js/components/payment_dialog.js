import * as api from '../api/factures.js';
import { config } from '../config.js';
import { parseDecimal, subtract } from '../decimal.js';
import { useForm } from '../form.js';
import { money, typed } from '../format.js';
import { html } from '../html.js';
import { language, t } from '../i18n.js';
import { localDay } from '../local_days.js';
import { useResource } from '../resource.js';
import { notify } from '../toasts.js';
import { ChoiceTabs } from './choice_tabs.js';
import { Dialog } from './dialog.js';
import { FormFailure } from './form_failure.js';
import { NumberInput, TextInput } from './inputs.js';
import { SubmitButton } from './submit_button.js';

const MEANS = ['carte', 'virement', 'especes', 'cheque'];

/** Take a payment of an invoice: the whole rest by default, or part of it. */
export function PaymentDialog({ invoice, onClose }) {
  const rest = subtract(invoice.reste_du, invoice.montant_en_attente ?? '0');
  const initial = {
    moyen: 'carte',
    montant: typed(rest),
    reference: '',
    recu_le: localDay(),
    numero: '',
    expiration: '',
    cryptogramme: '',
  };
  function send({ moyen, montant, reference, recu_le: day, ...card }, key) {
    const body = { facture_id: invoice.id, moyen, montant: parseDecimal(montant) ?? montant };
    if (moyen === 'carte') body.carte = { ...card, numero: card.numero.replace(/\s/g, '') };
    else Object.assign(body, reference && { reference }, day && { recu_le: day });
    return api.pay(body, key);
  }
  const form = useForm(initial, send, (payment) => {
    notify(t(`paiement.avis.${payment.etat}`, { montant: money(payment.montant) }), {
      kind: payment.etat === 'en_attente' ? 'info' : 'success',
    });
    onClose();
  }, { quiet: true });
  const { moyen } = form.values;
  const card = (name) => ({ ...form.bind(name), errors: form.errors[name] ?? form.errors[`carte.${name}`] });
  const footer = html`
    <button type="button" class="btn" onClick=${onClose}>
      ${t('action.renoncer')}
    </button>
    <${SubmitButton} busy=${form.busy} form="payment-form" icon="cash">
      ${t('paiement.encaisser_montant', { montant: money(parseDecimal(form.values.montant)) })}
    <//>
  `;
  return html`
    <${Dialog} title=${t('paiement.titre', invoice)} onClose=${onClose} footer=${footer}>
      <form id="payment-form" onSubmit=${form.submit} novalidate>
        <${FormFailure} failure=${form.failure} />
        <div class="form-choice">
          <${ChoiceTabs}
            label=${t('paiement.moyen')}
            value=${moyen}
            onValue=${(value) => form.set('moyen', value)}
            options=${MEANS.map((value) => ({ value, label: t(`paiement.moyen.${value}`) }))}
          />
        </div>
        <div class="form-grid">
          <${NumberInput}
            label=${t('paiement.montant')}
            suffix="€"
            required
            autofocus
            hint=${t('paiement.reste_aide', { reste: money(rest) })}
            ...${form.bind('montant')}
          />
          ${moyen !== 'carte' && html`
            <${TextInput} label=${t('paiement.recu_le')} type="date" max=${localDay()} ...${form.bind('recu_le')} />
            <${TextInput} label=${t(`paiement.reference.${moyen}`)} fieldClass="span-2" ...${form.bind('reference')} />
          `}
          ${moyen === 'carte' && html`
            <${TextInput}
              label=${t('paiement.carte_numero')}
              inputmode="numeric"
              autocomplete="cc-number"
              placeholder="4242 4242 4242 4242"
              required
              ...${card('numero')}
            />
            <${TextInput}
              label=${t('paiement.carte_expiration')}
              inputmode="numeric"
              autocomplete="cc-exp"
              placeholder="12/30"
              required
              ...${card('expiration')}
            />
            <${TextInput}
              label=${t('paiement.carte_cryptogramme')}
              inputmode="numeric"
              autocomplete="cc-csc"
              placeholder="123"
              maxlength="4"
              required
              ...${card('cryptogramme')}
            />
          `}
        </div>
        ${moyen === 'carte' && config.demo?.length > 0 && html`
          <${TestCards}
            onChoose=${(numero) => form.setValues((now) => ({ ...now, numero, expiration: '12/30', cryptogramme: '123' }))}
          />
        `}
      </form>
    <//>
  `;
}

/** With the demonstration data: the numbers that the simulated processor knows, and what it does with each. */
function TestCards({ onChoose }) {
  const { data } = useResource(api.testCards);
  if (!data) return null;
  return html`
    <details class="test-cards">
      <summary>${t('paiement.cartes_de_test')}</summary>
      <ul>
        ${data.results.map((card) => html`
          <li key=${card.numero}>
            <button type="button" class="btn btn-sm" onClick=${() => onChoose(card.numero)}>
              <code>${card.numero}</code>
            </button>
            ${language.value === 'en' ? card.libelle_en : card.libelle}
          </li>
        `)}
      </ul>
    </details>
  `;
}
