import { html } from '../html.js';
import { can } from '../session.js';

/** Why a movement was made, and the document it came with, once: an order is a link where it may be read. */
export function MovementReason({ movement }) {
  const { motif, reference_externe: reference, commande_id: order } = movement;
  if (!motif && !reference) return '–';
  const shown = reference && html`<${Reference} reference=${reference} order=${order} />`;
  if (!reference || !motif?.includes(reference)) return html`<span>${motif} ${reference && html`<small class="cell-note">${shown}</small>`}</span>`;
  const at = motif.indexOf(reference);
  return html`<span>${motif.slice(0, at)}${shown}${motif.slice(at + reference.length)}</span>`;
}

const Reference = ({ reference, order }) =>
  order && can('commandes.lire')
    ? html`<a class="cell-line" href=${`#/commandes/${order}`}>${reference}</a>`
    : html`<span class="cell-line">${reference}</span>`;
