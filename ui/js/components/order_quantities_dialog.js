import { useId, useState } from 'preact/hooks';
import * as api from '../api/commandes.js';
import { useForm } from '../form.js';
import { quantity, typed } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { asked, countOne, openLines, setAll, toLignes } from '../order_quantities.js';
import { outcomeOf } from '../order_states.js';
import { useReservedPlaces } from '../reserved_places.js';
import { findByCode } from '../scan.js';
import { local } from '../storage.js';
import { notify, reportError } from '../toasts.js';
import { unitFor } from '../units.js';
import { useLineErrors } from '../use_line_errors.js';
import { Dialog } from './dialog.js';
import { FormFailure } from './form_failure.js';
import { TextInput } from './inputs.js';
import { LineError, marks, withRefusal } from './line_error.js';
import { PlaceSelect, usePlaces } from './place_select.js';
import { ScanInput } from './scan_input.js';
import { SubmitButton } from './submit_button.js';

const LAST_PLACE = 'gds.emplacement_reception';

/** Ship, receive or return, line by line. Scanning a part counts one of it: the first scan starts from nothing. */
export function OrderQuantitiesDialog({ order, action, onClose, onDone, onRefusal }) {
  const needsPlace = action !== 'expedier';
  const places = usePlaces();
  const reservedFor = useReservedPlaces(order);
  const [scanned, setScanned] = useState(false);
  const initial = {
    lignes: openLines(order, action),
    emplacement_id: needsPlace ? (local.get(LAST_PLACE) ?? '') : '',
    motif: '',
  };
  function send(values, key) {
    const body = { lignes: toLignes(values.lignes, action) };
    if (needsPlace && values.emplacement_id) body.emplacement_id = values.emplacement_id;
    if (values.motif) body.motif = values.motif;
    return api.act(order.id, action, key, body);
  }
  const form = useForm(initial, send, (now) => {
    if (needsPlace) local.set(LAST_PLACE, form.values.emplacement_id);
    notify(t(outcomeOf(action, now), now));
    onDone(now);
  }, { quiet: true });
  const lines = form.values.lignes;
  const errorsOf = useLineErrors(form, 'lignes', asked(lines));
  const setLines = (value) => form.set('lignes', value);
  const change = (index, fields) => setLines(lines.map((line, i) => (i === index ? { ...line, ...fields } : line)));
  const refused = form.failure?.data?.lignes ?? [];

  async function onCode(code) {
    try {
      const piece = await findByCode(code);
      const counted = countOne(scanned ? lines : setAll(lines, false), piece.id);
      if (!counted) return notify(t('scan.hors_commande', { nom: piece.nom }), { kind: 'error' });
      setScanned(true);
      return setLines(counted);
    } catch (error) {
      return reportError(error);
    }
  }
  const close = () => {
    if (form.failure) onRefusal(form.failure);
    onClose();
  };
  const footer = html`
    <button type="button" class="btn" onClick=${close}>
      ${t('action.renoncer')}
    </button>
    <${SubmitButton} busy=${form.busy} form="quantities-form">${t(`commande.${action}`)}<//>
  `;
  return html`
    <${Dialog}
      title=${t(`commande.${action}_titre`, order)}
      onClose=${close}
      footer=${footer}
      class="dialog-wide quantities-dialog">
      <form id="quantities-form" onSubmit=${form.submit} novalidate>
        <p class="text-secondary">${t(`commande.${action}_texte`)}</p>
        <${FormFailure} failure=${form.failure} />
        ${needsPlace && html`
          <${PlaceSelect}
            label=${t(action === 'recevoir' ? 'commande.ranger_dans' : `commande.retour_${order.type}`)}
            places=${places}
            required
            ...${form.bind('emplacement_id')}
          />
        `}
        <div class="quantities-tools">
          <${ScanInput} label=${t('scan.compter')} onCode=${onCode} />
          <button type="button" class="btn btn-sm" onClick=${() => setLines(setAll(lines, true))}>${t('commande.tout')}</button>
          <button type="button" class="btn btn-sm" onClick=${() => setLines(setAll(lines, false))}>${t('commande.rien')}</button>
        </div>
        <ul class="quantity-lines">
          ${lines.map((line, i) => html`
            <${Line}
              key=${line.key}
              line=${line}
              action=${action}
              places=${action === 'expedier' && reservedFor(line.detail.id)}
              errors=${withRefusal(errorsOf(line), refused.find(({ detail_id: id, piece_id: piece }) => id === line.detail.id || (!id && piece === line.detail.piece_id)))}
              onChange=${(fields) => change(i, fields)}
            />
          `)}
        </ul>
        ${action === 'retourner' && html`<${TextInput} label=${t('mouvement.motif')} ...${form.bind('motif')} />`}
      </form>
    <//>
  `;
}

function Line({ line: { detail, reste, quantite, cout_unitaire: cost }, action, places, errors, onChange }) {
  const id = useId();
  const { reference, nom, unite } = detail.piece;
  const input = (name, label, value, placeholder) => html`
    <input
      class="form-control num"
      inputmode="decimal"
      autocomplete="off"
      aria-label=${`${label} : ${nom}`}
      ...${marks(errors[name], id)}
      placeholder=${placeholder}
      value=${value}
      onInput=${(event) => onChange({ [name]: event.target.value })}
      onFocus=${(event) => event.target.select()}
    />
  `;
  return html`
    <li class=${Object.keys(errors).length ? 'line-short' : ''}>
      <div class="quantity-line-name">
        <strong>${nom}</strong>
        <small>
          <code>${reference}</code>
        </small>
        ${places && html`<small class="reserved-places">${places}</small>`}
        <${LineError} id=${id} errors=${errors} />
      </div>
      ${action === 'recevoir' && html`
        <label class="quantity-cost">
          <span>${t('mouvement.cout')}</span>
          ${input('cout_unitaire', t('mouvement.cout'), cost, typed(detail.prix_unitaire))}
        </label>
      `}
      <label class="quantity-amount">
        <span>${t('commande.sur', { reste: quantity(reste), unite: unitFor(unite, reste) })}</span>
        ${input('quantite', t('mouvement.quantite'), quantite, '0')}
      </label>
    </li>
  `;
}
