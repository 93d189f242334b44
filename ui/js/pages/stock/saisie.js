import { useEffect, useId, useRef, useState } from 'preact/hooks';
import * as api from '../../api/stock.js';
import { FormFailure } from '../../components/form_failure.js';
import { Icon } from '../../components/icon.js';
import { TextInput } from '../../components/inputs.js';
import { LineError, marks } from '../../components/line_error.js';
import { MovementTypes } from '../../components/movement_types.js';
import { PageHeader } from '../../components/page_header.js';
import { PiecePicker } from '../../components/piece_picker.js';
import { PlaceSelect, usePlaces } from '../../components/place_select.js';
import { ScanInput } from '../../components/scan_input.js';
import { SubmitButton } from '../../components/submit_button.js';
import { useForm } from '../../form.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { filledRows, newRow, refusedRows, rowErrors, scanRow, toMovements } from '../../movement_lines.js';
import { quantityProblem } from '../../movement_quantity.js';
import { ApiError } from '../../problem.js';
import { explain } from '../../refusals.js';
import { findByCode } from '../../scan.js';
import { notify, reportError } from '../../toasts.js';
import { useLineErrors } from '../../use_line_errors.js';

const EMPTY = { type: 'IN', emplacement_id: '', emplacement_destination_id: '', motif: '', reference: '' };
const say = (line) => explain(new ApiError({ status: 409, code: line.code, detail: line.detail, data: line }));

const quantityErrors = (rows, type) =>
  Object.fromEntries(
    filledRows(rows)
      .map(({ quantite }, i) => [`mouvements.${i}.quantite`, quantityProblem({ type, quantite })])
      .filter(([, problem]) => problem)
      .map(([name, problem]) => [name, [t(problem)]]),
  );

/** Many movements of one kind at once, all or nothing: scan, count, save. */
export default function Saisie() {
  const places = usePlaces();
  const [focus, setFocus] = useState(null);
  const initial = { ...EMPTY, rows: [newRow()] };
  const form = useForm(
    initial,
    async ({ rows, ...values }, key) => {
      const errors = quantityErrors(rows, values.type);
      if (Object.keys(errors).length) throw new ApiError({ status: 400, errors });
      return api.createMovements(toMovements(rows, values), key);
    },
    ({ mouvements }) => {
      notify(t('saisie.faite', { n: mouvements.length }));
      form.setValues((now) => ({ ...now, rows: [newRow()], motif: '', reference: '' }));
    },
    { quiet: true },
  );
  const { rows, type } = form.values;
  const { failure } = form;
  const errors = { ...rowErrors(form.errors), ...refusedRows(failure, say) };
  const errorsOf = useLineErrors({ errors, failure }, 'mouvements', filledRows(rows));
  // the API names what all rows share as a field of the first
  const shared = (name) => ({
    ...form.bind(name),
    errors: form.errors[`mouvements.0.${name}`],
    onValue: (value) => form.set(name, value, `mouvements.0.${name}`),
  });
  function changeType(value) {
    form.forget();
    form.setValues((now) => ({ ...now, type: value }));
  }
  const setRows = (value) => form.set('rows', value);
  function change(index, row) {
    const next = rows.map((other, i) => (i === index ? row : other));
    setRows(row.piece && index === rows.length - 1 ? [...next, newRow()] : next);
  }
  async function onCode(code) {
    try {
      const piece = await findByCode(code);
      form.set('rows', (now) => scanRow(now, piece));
    } catch (error) {
      reportError(error);
    }
  }
  return html`
    <${PageHeader}
      title=${t('saisie.titre')}
      text=${t('saisie.intro')}
      back=${{ href: '#/stock/mouvements', label: t('nav.mouvements') }}
    />
    <form class="edit-form" onSubmit=${form.submit} novalidate>
      <section class="card form-group movement-form">
        <${MovementTypes} value=${type} onValue=${changeType} />
        <div class="form-grid">
          <${PlaceSelect}
            label=${t(type === 'TRANSFER' ? 'mouvement.depuis' : 'emplacement.emplacement')}
            places=${places}
            required
            ...${shared('emplacement_id')}
          />
          ${type === 'TRANSFER' && html`
            <${PlaceSelect}
              label=${t('mouvement.vers')}
              places=${places}
              required
              ...${shared('emplacement_destination_id')}
            />
          `}
          <${TextInput} label=${t('mouvement.reference')} ...${shared('reference')} />
          <${TextInput} label=${t('mouvement.motif')} ...${shared('motif')} />
        </div>
      </section>
      <section class="card">
        <div class="list-tools order-tools">
          <${ScanInput} label=${t('scan.ajouter_ligne')} onCode=${onCode} autofocus />
          <span class="text-secondary">${t('commande.nombre_lignes', { n: filledRows(rows).length })}</span>
        </div>
        <${FormFailure} failure=${failure?.code === 'mouvements_refuses' ? null : failure} />
        <ul class="bulk-rows">
          ${rows.map((row, i) => html`
            <${Row}
              key=${row.key}
              row=${row}
              number=${i + 1}
              focused=${focus === row.key}
              errors=${errorsOf(row)}
              onRow=${(value) => {
                if (value.piece !== row.piece) setFocus(row.key);
                change(i, value);
              }}
              onRemove=${() => setRows(rows.length > 1 ? rows.filter((_, other) => other !== i) : [newRow()])}
            />
          `)}
        </ul>
      </section>
      <div class="form-actions">
        <a class="btn" href="#/stock/mouvements">${t('action.renoncer')}</a>
        <${SubmitButton} busy=${form.busy} disabled=${form.busy || !filledRows(rows).length}>
          ${t('saisie.enregistrer', { n: filledRows(rows).length })}
        <//>
      </div>
    </form>
  `;
}

function Row({ row, number, errors, focused, onRow, onRemove }) {
  const input = useRef(null);
  const id = useId();
  useEffect(() => {
    if (focused) input.current.focus();
  }, [focused, row.piece?.id]);
  return html`
    <li class=${Object.keys(errors).length ? 'line-short' : ''}>
      <div class="bulk-piece">
        <${PiecePicker}
          compact
          label=${`${t('piece.piece')} ${number}`}
          chosen=${row.piece}
          marks=${marks(errors.piece_id, id)}
          onChoose=${(piece) => onRow({ ...row, piece })}
        />
        <${LineError} id=${id} errors=${errors} />
      </div>
      <input
        class="form-control num"
        inputmode="decimal"
        autocomplete="off"
        aria-label=${`${t('mouvement.quantite')} ${number}`}
        ...${marks(errors.quantite, id)}
        ref=${input}
        value=${row.quantite}
        disabled=${!row.piece}
        onInput=${(event) => onRow({ ...row, quantite: event.target.value })}
        onFocus=${(event) => event.target.select()}
      />
      <span class="bulk-unit">${row.piece?.unite}</span>
      <button type="button" class="icon-button icon-button-sm" aria-label=${t('commande.enlever_ligne', { n: number })} onClick=${onRemove}>
        <${Icon} name="x" size=${16} />
      </button>
    </li>
  `;
}
