import * as api from '../api/pieces.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { Dialog } from './dialog.js';
import { Select, TextInput } from './inputs.js';
import { SubmitButton } from './submit_button.js';

/** Create a category (perhaps inside another: `category.parent_id`), or change one that has an id. */
export function CategoryDialog({ category = {}, options, onClose, onSaved }) {
  const send = ({ nom, parent_id: parent }, key) => {
    const body = { nom, parent_id: parent || null };
    return category.id ? api.updateCategory(category.id, body, category.version) : api.createCategory(body, key);
  };
  const form = useForm({ nom: category.nom ?? '', parent_id: category.parent_id ?? '' }, send, onSaved);
  const footer = html`
    <button type="button" class="btn" onClick=${onClose}>
      ${t('action.renoncer')}
    </button>
    <${SubmitButton} busy=${form.busy} form="category-form">
      ${t(category.id ? 'action.enregistrer' : 'action.creer')}
    <//>
  `;
  return html`
    <${Dialog}
      title=${t(category.id ? 'categorie.modifier' : 'categorie.nouvelle')}
      onClose=${onClose}
      footer=${footer}
      class="dialog-small">
      <form id="category-form" onSubmit=${form.submit} novalidate>
        <${TextInput} label=${t('champ.nom')} required autofocus ...${form.bind('nom')} />
        <${Select}
          label=${t('categorie.parente')}
          placeholder=${t('categorie.racine')}
          options=${options.filter(({ value }) => value !== category.id)}
          ...${form.bind('parent_id')}
        />
      </form>
    <//>
  `;
}
