// Shipping, receiving and returning by line: what the dialog starts with, and what the API is sent.
import { askedQuantity } from './asked_quantity.js';
import { add, compare, parseDecimal } from './decimal.js';
import { typed } from './format.js';

const REST = { expedier: 'quantite_restante', recevoir: 'quantite_restante', retourner: 'quantite_retournable' };

/** The lines that the act is about, with all that can be: a return starts with nothing, as little comes back. */
export function openLines(order, action) {
  return order.details
    .map((detail) => ({ detail, reste: detail[REST[action]] ?? '0' }))
    .filter(({ reste }) => compare(reste, '0') > 0)
    .map(({ detail, reste }) => ({ key: detail.id, detail, reste, quantite: action === 'retourner' ? '' : typed(reste), cout_unitaire: '' }));
}

export const setAll = (lines, all) => lines.map((line) => ({ ...line, quantite: all ? typed(line.reste) : '' }));

/** One more of this part, on its first line that is not full; null when none of them takes it. */
export function countOne(lines, pieceId) {
  const amount = (line) => parseDecimal(line.quantite || '0') ?? '0';
  const found = lines.find((line) => line.detail.piece_id === pieceId && compare(line.reste, amount(line)) > 0);
  if (!found) return null;
  return lines.map((line) => (line === found ? { ...line, quantite: typed(add(amount(line), '1')) } : line));
}

/** The lines that are sent: those left empty are not part of it. */
export const asked = (lines) => lines.filter(({ quantite }) => askedQuantity(quantite) !== null);

/** What is sent; what cannot be read is sent as typed, so that the API names it. */
export const toLignes = (lines, action) =>
  asked(lines).map(({ detail, quantite, cout_unitaire: cost }) => ({
    detail_id: detail.id,
    quantite: askedQuantity(quantite),
    ...(action === 'recevoir' && cost !== '' ? { cout_unitaire: parseDecimal(cost) ?? cost } : {}),
  }));
