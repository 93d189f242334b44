import * as api from '../api/stock.js';
import { parseDecimal } from '../decimal.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { Dialog } from './dialog.js';
import { FormFailure } from './form_failure.js';
import { NumberInput, TextInput } from './inputs.js';
import { PiecePicker } from './piece_picker.js';
import { PlaceSelect, usePlaces } from './place_select.js';
import { SubmitButton } from './submit_button.js';

/** A part that was found where none was expected. */
export function FoundDialog({ session, piece: given, onClose, onSaved }) {
  const places = usePlaces();
  const only = session.emplacement_ids.length === 1 ? session.emplacement_ids[0] : '';
  function send({ piece, emplacement_id: place, quantite, note }, key) {
    const line = { piece_id: piece?.id, emplacement_id: place || undefined, quantite: parseDecimal(quantite) ?? quantite };
    return api.saveCounts(session.id, [note ? { ...line, note } : line], key);
  }
  const form = useForm({ piece: given, emplacement_id: only, quantite: '', note: '' }, send, onSaved, { quiet: true });
  const error = (name) => form.errors[name] ?? form.errors[`lignes.0.${name}`];
  const footer = html`
    <button type="button" class="btn" onClick=${onClose}>
      ${t('action.renoncer')}
    </button>
    <${SubmitButton} busy=${form.busy} form="found-form">${t('inventaire.enregistrer')}<//>
  `;
  return html`
    <${Dialog} title=${t('inventaire.trouvee')} onClose=${onClose} footer=${footer}>
      <form id="found-form" onSubmit=${form.submit} novalidate>
        <${FormFailure} failure=${form.failure} />
        <${PiecePicker}
          chosen=${form.values.piece}
          onChoose=${(piece) => form.set('piece', piece)}
          errors=${error('piece_id')}
          required
        />
        <${PlaceSelect} places=${places} required ...${form.bind('emplacement_id')} errors=${error('emplacement_id')} />
        <${NumberInput} label=${t('mouvement.quantite')} required ...${form.bind('quantite')} errors=${error('quantite')} />
        <${TextInput} label=${t('mouvement.motif')} ...${form.bind('note')} errors=${error('note')} />
      </form>
    <//>
  `;
}
