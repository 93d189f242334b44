import * as api from '../api/pieces.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { Dialog } from './dialog.js';
import { Select, TextInput } from './inputs.js';
import { SubmitButton } from './submit_button.js';

export function CategoryDialog({ options, onClose, onCreated }) {
  const send = ({ nom, parent_id: parent }, key) =>
    api.createCategory({ nom, parent_id: parent || null }, key);
  const form = useForm({ nom: '', parent_id: '' }, send, onCreated);
  const footer = html`
    <button type="button" class="btn" onClick=${onClose}>
      ${t('action.renoncer')}
    </button>
    <${SubmitButton} busy=${form.busy} form="category-form">
      ${t('action.creer')}
    <//>
  `;
  return html`
    <${Dialog} title=${t('categorie.nouvelle')} onClose=${onClose} footer=${footer} class="dialog-small">
      <form id="category-form" onSubmit=${form.submit} novalidate>
        <${TextInput} label=${t('champ.nom')} required autofocus ...${form.bind('nom')} />
        <${Select}
          label=${t('categorie.parente')}
          placeholder=${t('categorie.racine')}
          options=${options}
          ...${form.bind('parent_id')}
        />
      </form>
    <//>
  `;
}
