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

// of a place and the like: all rows have the same, the form shows it above them
const SHARED = ['emplacement_id', 'emplacement_destination_id', 'motif', 'reference'];

/** The errors of a form by field, without those that all rows share. */
export const rowErrors = (errors) =>
  Object.fromEntries(Object.entries(errors).filter(([name]) => !SHARED.includes(name.split('.')[2])));

const fieldAbout = (code) => (code.startsWith('piece_') ? 'piece_id' : code.startsWith('stock_') ? 'quantite' : 'regle');

/** What a rule refused of a batch ({lignes: [{index, code}]}) as errors of its rows; `say` makes the sentence. */
export const refusedRows = (failure, say) =>
  Object.fromEntries(
    (failure?.data?.lignes ?? []).map((line) => [`mouvements.${line.index}.${fieldAbout(line.code)}`, [say(line)]]),
  );
