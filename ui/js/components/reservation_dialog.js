import * as api from '../api/stock.js';
import { parseDecimal } from '../decimal.js';
import { useForm } from '../form.js';
import { quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useResource } from '../resource.js';
import { Dialog } from './dialog.js';
import { FormFailure } from './form_failure.js';
import { NumberInput, TextInput } from './inputs.js';
import { PiecePicker } from './piece_picker.js';
import { PlaceSelect, usePlaces } from './place_select.js';
import { SubmitButton } from './submit_button.js';

/** Hold some of a part by hand, until a moment. */
export function ReservationDialog({ piece: given, onClose, onSaved }) {
  const places = usePlaces();
  function send({ piece, quantite, emplacement_id: place, motif, expire_le: until }, key) {
    const body = { piece_id: piece?.id, quantite: parseDecimal(quantite) ?? quantite };
    if (place) body.emplacement_id = place;
    if (motif) body.motif = motif;
    if (until) body.expire_le = new Date(until).toISOString();
    return api.reserve(body, key);
  }
  const initial = { piece: given ?? null, quantite: '1', emplacement_id: '', motif: '', expire_le: '' };
  const form = useForm(initial, send, onSaved, { quiet: true });
  const { piece } = form.values;
  const { data: level } = useResource(piece ? (signal) => api.level(piece.id, signal) : null, [piece?.id]);
  const footer = html`
    <button type="button" class="btn" onClick=${onClose}>
      ${t('action.renoncer')}
    </button>
    <${SubmitButton} busy=${form.busy} form="reservation-form" icon="bookmark">${t('reservation.reserver')}<//>
  `;
  return html`
    <${Dialog} title=${t('reservation.nouvelle')} onClose=${onClose} footer=${footer}>
      <form id="reservation-form" class="form-grid" onSubmit=${form.submit} novalidate>
        <${FormFailure} failure=${form.failure} />
        <${PiecePicker}
          chosen=${piece}
          onChoose=${(value) => form.set('piece', value)}
          errors=${form.errors.piece_id}
          autofocus=${!given}
          required
          fieldClass="span-2"
        />
        <${NumberInput}
          label=${t('mouvement.quantite')}
          required
          suffix=${piece?.unite}
          hint=${level && level.piece_id === piece?.id ? t('reservation.disponible', { n: level.disponible, quantite: quantity(level.disponible) }) : undefined}
          ...${form.bind('quantite')}
        />
        <${PlaceSelect} places=${places} placeholder=${t('reservation.partout')} ...${form.bind('emplacement_id')} />
        <${TextInput} label=${t('mouvement.motif')} ...${form.bind('motif')} />
        <${TextInput}
          label=${t('reservation.jusqua')}
          type="datetime-local"
          hint=${t('reservation.jusqua_aide')}
          ...${form.bind('expire_le')}
        />
      </form>
    <//>
  `;
}
