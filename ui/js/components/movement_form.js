import { useState } from 'preact/hooks';
import * as stock from '../api/stock.js';
import { useForm } from '../form.js';
import { quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { toBody } from '../movement_body.js';
import { cancelMovement } from '../movement_cancelling.js';
import { quantityProblem } from '../movement_quantity.js';
import { ApiError } from '../problem.js';
import { useResource } from '../resource.js';
import { findByCode } from '../scan.js';
import { notify, reportError } from '../toasts.js';
import { Icon } from './icon.js';
import { NumberInput, TextInput } from './inputs.js';
import { MovementTypes } from './movement_types.js';
import { PiecePicker } from './piece_picker.js';
import { PlaceSelect, usePlaces } from './place_select.js';
import { ScanInput } from './scan_input.js';
import { StockAside } from './stock_aside.js';
import { SubmitButton } from './submit_button.js';

const EMPTY = {
  type: 'IN',
  quantite: '',
  emplacement_id: '',
  emplacement_destination_id: '',
  motif: '',
  reference: '',
  cout_unitaire: '',
};

// a withdrawal is written with its sign; "3 × Vis" needs none, a correction does
const quantityMoved = ({ type, quantite }) => quantity(type === 'ADJUST' ? quantite : quantite.replace('-', ''));

/** Made to be filled without leaving the keyboard: part, quantity, Enter; type and place stay for the next one. */
export function MovementForm({ initialPiece }) {
  const [piece, setPiece] = useState(initialPiece ?? null);
  const [round, setRound] = useState(0);
  const places = usePlaces();
  const level = useResource(piece ? (signal) => stock.level(piece.id, signal) : null, [piece?.id]);
  const form = useForm(EMPTY, send, saved);
  const { type } = form.values;

  async function send(values, key) {
    const problem = quantityProblem(values);
    if (problem) throw new ApiError({ status: 400, errors: { quantite: [t(problem)] } });
    return stock.createMovement(toBody(piece, values), key);
  }

  // another kind asks for other fields: what was said of the first is no longer so
  function changeType(value) {
    form.setErrors({});
    form.setValues((now) => ({ ...now, type: value }));
  }

  function saved(movement) {
    const done = t('mouvement.enregistre', { quantite: quantityMoved(movement), nom: piece.nom });
    notify(done, { action: { label: t('action.annuler'), run: () => cancelMovement(movement).then(level.reload) } });
    form.setValues((now) => ({ ...now, quantite: '', motif: '', reference: '', cout_unitaire: '' }));
    level.reload();
    if (!initialPiece) {
      setPiece(null);
      setRound(round + 1);
    }
  }

  function choosePiece(value) {
    setPiece(value);
    form.setErrors(({ piece_id: gone, ...rest }) => rest);
  }

  async function onCode(code) {
    try {
      choosePiece(await findByCode(code));
      requestAnimationFrame(() => document.querySelector('.movement-form [name=quantite]')?.focus());
    } catch (error) {
      reportError(error);
    }
  }

  return html`
    <div class="detail-grid">
      <form class="card edit-form movement-form" onSubmit=${form.submit} novalidate>
        <${MovementTypes} value=${type} onValue=${changeType} />
        ${!initialPiece && html`
          <div class="movement-scan">
            <${ScanInput} label=${t('scan.invite')} onCode=${onCode} />
            <a href="#/stock/mouvements/saisie">${t('saisie.lien')}</a>
          </div>
        `}
        <div class="form-grid">
          <${PiecePicker}
            key=${round}
            chosen=${piece}
            onChoose=${choosePiece}
            autofocus=${!initialPiece}
            required
            errors=${form.errors.piece_id}
            fieldClass="span-2"
          />
          <${NumberInput}
            label=${t(type === 'ADJUST' ? 'mouvement.correction' : 'mouvement.quantite')}
            hint=${type === 'ADJUST' ? t('mouvement.correction_aide') : undefined}
            required
            suffix=${piece?.unite}
            autofocus=${Boolean(initialPiece)}
            ...${form.bind('quantite')}
          />
          <${PlaceSelect}
            label=${t(type === 'TRANSFER' ? 'mouvement.depuis' : 'emplacement.emplacement')}
            places=${places}
            required
            ...${form.bind('emplacement_id')}
          />
          ${type === 'TRANSFER' && html`
            <${PlaceSelect}
              label=${t('mouvement.vers')}
              places=${places}
              required
              ...${form.bind('emplacement_destination_id')}
            />
          `}
          ${type === 'IN' && html`
            <${NumberInput}
              label=${t('mouvement.cout')}
              suffix="€"
              hint=${t('mouvement.cout_aide')}
              ...${form.bind('cout_unitaire')}
            />
          `}
          <${TextInput}
            label=${t('mouvement.reference')}
            placeholder=${t('mouvement.reference_exemple')}
            ...${form.bind('reference')}
          />
          <${TextInput} label=${t('mouvement.motif')} fieldClass="span-2" ...${form.bind('motif')} />
        </div>
        <div class="form-actions">
          <span class="form-note">
            <${Icon} name="keyboard" size=${16} />
            ${t('mouvement.clavier')}
          </span>
          <${SubmitButton} busy=${form.busy}>${t('mouvement.enregistrer')}<//>
        </div>
      </form>
      <${StockAside} piece=${piece} level=${level.data} />
    </div>
  `;
}
