// Many movements entered at once: rows of the screen, and what the API is sent. All of them happen, or none.
import { add, parseDecimal } from './decimal.js';
import { typed } from './format.js';

let last = 0;

export function newRow(piece = null, quantite = '1') {
  last += 1;
  return { key: last, piece, quantite };
}

export const filledRows = (rows) => rows.filter(({ piece }) => piece);

/** A scanned part: one more on its row, or a row of its own. */
export function scanRow(rows, piece) {
  const known = rows.find((row) => row.piece?.id === piece.id);
  if (!known) return [...filledRows(rows), newRow(piece), newRow()];
  return rows.map((row) => (row === known ? { ...row, quantite: typed(add(parseDecimal(row.quantite) ?? '0', '1')) } : row));
}

export const toMovements = (rows, { type, emplacement_id: from, emplacement_destination_id: to, motif, reference }) =>
  filledRows(rows).map(({ piece, quantite }) => ({
    piece_id: piece.id,
    type,
    quantite: parseDecimal(quantite) ?? quantite,
    emplacement_id: from || undefined,
    ...(type === 'TRANSFER' ? { emplacement_destination_id: to || undefined } : {}),
    ...(motif ? { motif } : {}),
    ...(reference ? { reference } : {}),
  }));

/** The texts about one row: of the form of a field (mouvements.3.quantite), or the refusal of a rule ({lignes: [{index}]}). */
export function errorsOfRow(index, errors, failure, say) {
  const fields = Object.entries(errors)
    .filter(([name]) => name.startsWith(`mouvements.${index}.`))
    .flatMap(([, texts]) => texts);
  const refused = (failure?.data?.lignes ?? []).filter((line) => line.index === index).map(say);
  return [...fields, ...refused];
}
