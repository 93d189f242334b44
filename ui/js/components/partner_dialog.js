import { useForm } from '../form.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { DEFAULT_TERMS, paymentTerms } from '../payment_terms.js';
import { Dialog } from './dialog.js';
import { NumberInput, Select, TextArea, TextInput } from './inputs.js';
import { StaleNotice } from './stale_notice.js';
import { SubmitButton } from './submit_button.js';

const FIELDS = ['nom', 'email', 'telephone', 'adresse', 'siret', 'tva_intracommunautaire', 'conditions_paiement'];

/** Create a customer or a supplier, or change one when `initial` has an id. The API checks the keys of SIRET and VAT. */
export function PartnerDialog({ partner, initial = {}, onClose, onSaved }) {
  const { kind, api } = partner;
  const delays = kind === 'fournisseur';
  const values = Object.fromEntries(FIELDS.map((name) => [name, initial[name] ?? '']));
  values.conditions_paiement ||= DEFAULT_TERMS;
  if (delays) values.delai_jours = initial.delai_jours ?? '';
  function send(typed, key) {
    const body = delays ? { ...typed, delai_jours: typed.delai_jours === '' ? null : typed.delai_jours } : typed;
    return initial.id ? api.update(initial.id, body, initial.version) : api.create(body, key);
  }
  const form = useForm(values, send, onSaved);
  const footer = html`
    <button type="button" class="btn" onClick=${onClose}>
      ${t('action.renoncer')}
    </button>
    <${SubmitButton} busy=${form.busy} form="partner-form">
      ${t('action.enregistrer')}
    <//>
  `;
  return html`
    <${Dialog} title=${t(partner.word(initial.id ? 'modifier' : 'nouveau'))} onClose=${onClose} footer=${footer}>
      <form id="partner-form" class="form-grid" onSubmit=${form.submit} novalidate>
        ${form.failure?.status === 412 && html`<${StaleNotice} onReload=${onClose} />`}
        <${TextInput} label=${t('tiers.nom')} required autofocus fieldClass="span-2" ...${form.bind('nom')} />
        <${TextInput} label=${t('champ.email')} type="email" ...${form.bind('email')} />
        <${TextInput} label=${t('champ.telephone')} type="tel" ...${form.bind('telephone')} />
        <${TextArea} label=${t('champ.adresse')} rows="2" fieldClass="span-2" ...${form.bind('adresse')} />
        <${TextInput}
          label=${t('tiers.siret')}
          inputmode="numeric"
          hint=${t('tiers.siret_aide')}
          ...${form.bind('siret')}
        />
        <${TextInput}
          label=${t('tiers.tva')}
          placeholder="FR40303265045"
          ...${form.bind('tva_intracommunautaire')}
        />
        <${Select}
          label=${t('tiers.conditions')}
          options=${paymentTerms(initial.conditions_paiement)}
          fieldClass=${delays ? '' : 'span-2'}
          ...${form.bind('conditions_paiement')}
        />
        ${delays && html`
          <${NumberInput}
            label=${t('fournisseur.delai')}
            suffix=${t('seuil.jours')}
            inputmode="numeric"
            ...${form.bind('delai_jours')}
          />
        `}
      </form>
    <//>
  `;
}
