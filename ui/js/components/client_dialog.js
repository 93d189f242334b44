import { clients } from '../api/tiers.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { Dialog } from './dialog.js';
import { TextArea, TextInput } from './inputs.js';
import { SubmitButton } from './submit_button.js';

const EMPTY = { nom: '', email: '', telephone: '', adresse: '' };

/** Create a customer, or change one when `initial` has an id. */
export function ClientDialog({ initial = {}, onClose, onSaved }) {
  const send = (values, key) =>
    initial.id ? clients.update(initial.id, values, initial.version) : clients.create(values, key);
  const values = Object.fromEntries(Object.keys(EMPTY).map((name) => [name, initial[name] ?? '']));
  const form = useForm(values, send, onSaved);
  const footer = html`
    <button type="button" class="btn" onClick=${onClose}>
      ${t('action.renoncer')}
    </button>
    <${SubmitButton} busy=${form.busy} form="client-form">
      ${t('action.enregistrer')}
    <//>
  `;
  return html`
    <${Dialog} title=${t(initial.id ? 'client.modifier' : 'client.nouveau')} onClose=${onClose} footer=${footer}>
      <form id="client-form" class="form-grid" onSubmit=${form.submit} novalidate>
        <${TextInput} label=${t('client.nom')} required fieldClass="span-2" ...${form.bind('nom')} />
        <${TextInput} label=${t('champ.email')} type="email" ...${form.bind('email')} />
        <${TextInput} label=${t('champ.telephone')} type="tel" ...${form.bind('telephone')} />
        <${TextArea} label=${t('champ.adresse')} rows="2" fieldClass="span-2" ...${form.bind('adresse')} />
      </form>
    <//>
  `;
}
