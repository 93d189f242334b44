import { useEffect, useId, useRef } from 'preact/hooks';
import * as stock from '../api/stock.js';
import { lineTotal } from '../decimal.js';
import { money, quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { availability, withPiece } from '../order_lines.js';
import { useResource } from '../resource.js';
import { can } from '../session.js';
import { Icon } from './icon.js';
import { LineError, marks } from './line_error.js';
import { PiecePicker } from './piece_picker.js';

const quantityOf = (row) => row.querySelector('[name=quantite]');

/**
 * One line of the editor, with what is available of its part now. The API decides when the order is validated. A part that
 * is chosen leads to its quantity, Enter to the next line (`onNext`); Enter never sends the order.
 */
export function OrderLineRow({ type, line, lines, number, onLine, onNext, onRemove, errors, short }) {
  const id = line.piece?.id;
  const errorId = useId();
  const row = useRef(null);
  const chosen = useRef(false);
  useEffect(() => {
    if (chosen.current) quantityOf(row.current).focus();
    chosen.current = false;
  }, [id]);
  function choose(piece) {
    chosen.current = true;
    onLine(withPiece(line, piece, type));
  }
  function onKey(event) {
    const { target } = event;
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.defaultPrevented || target.tagName !== 'INPUT') return;
    event.preventDefault();
    if (id && target.role === 'combobox') quantityOf(row.current).focus();
    else onNext();
  }
  const { data: level } = useResource(id && can('stock.lire') ? (signal) => stock.level(id, signal) : null, [
    id,
  ]);
  const known = level?.piece_id === id ? level : null;
  // what comes in is never short
  const state = short ? 'court' : type === 'achat' ? 'entree' : availability(line, known, lines);
  const cell = (name, label) => html`
    <td class="num" data-label=${label}>
      <input
        class="form-control num"
        name=${name}
        inputmode="decimal"
        autocomplete="off"
        aria-label=${`${label} ${number}`}
        ...${marks(errors[name], errorId)}
        value=${line[name]}
        onInput=${(event) => onLine({ ...line, [name]: event.target.value })}
        onFocus=${(event) => event.target.select()}
        disabled=${!id}
      />
    </td>
  `;
  return html`
    <tr ref=${row} class=${state === 'court' ? 'line-short' : ''} onKeyDown=${onKey}>
      <td class="line-piece" data-label=${t('piece.piece')}>
        <${PiecePicker}
          compact
          label=${`${t('piece.piece')} ${number}`}
          chosen=${line.piece}
          marks=${marks(errors.piece_id, errorId)}
          onChoose=${choose}
        />
        <${LineError} id=${errorId} errors=${errors} />
        ${short && html`
          <div class="field-error">
            ${t('commande.ligne_courte', {
              demande: quantity(short.demande),
              disponible: quantity(short.disponible),
            })}
          </div>
        `}
      </td>
      <td class="num line-available" data-label=${t('stock.disponible')}>
        ${known && html`
          <span class=${`available-${state}`}>
            ${state !== 'entree' && html`
              <${Icon} name=${state === 'court' ? 'alert-triangle' : 'circle-check'} size=${16} />
            `}
            ${quantity(known.disponible)}
          </span>
        `}
      </td>
      ${cell('quantite', t('mouvement.quantite'))}
      ${cell('prix_unitaire', t('commande.prix'))}
      ${cell('remise', t('commande.remise'))}
      ${cell('taux_tva', t('piece.taux_tva'))}
      <td class="num" data-label=${t('commande.total_ht')}>
        <strong>${id ? money(lineTotal(line)) : '–'}</strong>
      </td>
      <td class="row-actions">
        <button
          type="button"
          class="icon-button icon-button-sm"
          aria-label=${t('commande.enlever_ligne', { n: number })}
          onClick=${onRemove}>
          <${Icon} name="x" size=${16} />
        </button>
      </td>
    </tr>
  `;
}
