// The lines of the order editor, as plain data: what the screen edits, and what the API is sent.
import { add, compare, parseDecimal } from './decimal.js';
import { typed } from './format.js';

let last = 0;

export function newLine(fields = {}) {
  last += 1;
  return { key: last, piece: null, quantite: '1', prix_unitaire: '', remise: '', taux_tva: '', ...fields };
}

export function fromDetail(detail) {
  return newLine({
    piece: { id: detail.piece_id, ...detail.piece },
    quantite: typed(detail.quantite),
    prix_unitaire: typed(detail.prix_unitaire),
    remise: Number(detail.remise) ? typed(detail.remise) : '',
    taux_tva: typed(detail.taux_tva),
  });
}

/** The price and tax of a line are those of the part, until the person types others: a purchase is at what it costs. */
export const withPiece = (line, piece, type = 'vente') => ({
  ...line,
  piece,
  prix_unitaire: typed(type === 'achat' ? piece.prix_achat : piece.prix_vente),
  taux_tva: typed(piece.taux_tva),
});

/** A scanned part: one more on its line, or a line of its own before the empty one. */
export function addScanned(lines, piece, type) {
  const known = lines.find((line) => line.piece?.id === piece.id);
  if (known) {
    const more = typed(add(parseDecimal(known.quantite) ?? '0', '1'));
    return lines.map((line) => (line === known ? { ...line, quantite: more } : line));
  }
  return [...filled(lines), withPiece(newLine(), piece, type), newLine()];
}

export const filled = (lines) => lines.filter(({ piece }) => piece);

export function toDetails(lines) {
  const number = (text) => parseDecimal(text) ?? text;
  return filled(lines).map((line) => ({
    piece_id: line.piece.id,
    quantite: number(line.quantite),
    ...(line.prix_unitaire === '' ? {} : { prix_unitaire: number(line.prix_unitaire) }),
    ...(line.remise === '' ? {} : { remise: number(line.remise) }),
    ...(line.taux_tva === '' ? {} : { taux_tva: number(line.taux_tva) }),
  }));
}

/** "ok", "court" when less is available than all lines of the part ask together, or null when nobody knows yet. */
export function availability(line, level, lines) {
  if (!level || parseDecimal(line.quantite) === null) return null;
  const asked = lines.filter(({ piece }) => piece?.id === line.piece.id).map(({ quantite }) => quantite);
  return compare(level.disponible, add(...asked)) >= 0 ? 'ok' : 'court';
}
