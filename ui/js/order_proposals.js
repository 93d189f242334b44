// What is chosen of the reorder proposals: the quantity proposed, or the one typed, at the supplier known or chosen.
import { fromUnits, lineTotal, parseDecimal, toUnits } from './decimal.js';

export const quantityOf = ({ row, quantite }) => parseDecimal(quantite ?? row.quantite_proposee) ?? quantite;

/** The price of all that is chosen, before tax. */
export function amountOf(picked) {
  const lines = picked.map((choice) => lineTotal({ quantite: quantityOf(choice), prix_unitaire: choice.row.prix_achat, remise: '0' }));
  return fromUnits(lines.reduce((sum, amount) => sum + toUnits(amount), 0n), 2);
}

export const toLignes = (picked) =>
  picked.map((choice) => ({
    piece_id: choice.row.piece_id,
    quantite: quantityOf(choice),
    ...(choice.fournisseur ? { fournisseur_id: choice.fournisseur.id } : {}),
  }));
