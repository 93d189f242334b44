import * as stock from '../api/stock.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { Dialog } from './dialog.js';
import { Select, TextInput } from './inputs.js';
import { SubmitButton } from './submit_button.js';

const TYPES = ['entrepot', 'magasin', 'rayon', 'casier'];

/** Create a place (perhaps inside another: `place.parent_id`), or change one that has an id. */
export function PlaceDialog({ place, options, onClose, onSaved }) {
  const initial = {
    code: place.code ?? '',
    nom: place.nom ?? '',
    type: place.type ?? (place.parent_id ? 'rayon' : 'entrepot'),
    parent_id: place.parent_id ?? '',
  };
  function send(values, key) {
    const body = { ...values, parent_id: values.parent_id || null };
    return place.id ? stock.updatePlace(place.id, body, place.version) : stock.createPlace(body, key);
  }
  const form = useForm(initial, send, onSaved);
  const footer = html`
    <button type="button" class="btn" onClick=${onClose}>
      ${t('action.renoncer')}
    </button>
    <${SubmitButton} busy=${form.busy} form="place-form">
      ${t('action.enregistrer')}
    <//>
  `;
  return html`
    <${Dialog}
      title=${t(place.id ? 'emplacement.modifier' : 'emplacement.nouveau')}
      onClose=${onClose}
      footer=${footer}>
      <form id="place-form" class="form-grid" onSubmit=${form.submit} novalidate>
        <${TextInput}
          label=${t('emplacement.code')}
          required
          autofocus
          placeholder="A-01"
          ...${form.bind('code')}
        />
        <${Select}
          label=${t('emplacement.type')}
          options=${TYPES.map((value) => ({ value, label: t(`emplacement.type.${value}`) }))}
          ...${form.bind('type')}
        />
        <${TextInput} label=${t('champ.nom')} required fieldClass="span-2" ...${form.bind('nom')} />
        <${Select}
          label=${t('emplacement.parent')}
          placeholder=${t('emplacement.racine')}
          fieldClass="span-2"
          options=${options.filter(({ value }) => value !== place.id)}
          ...${form.bind('parent_id')}
        />
      </form>
    <//>
  `;
}
