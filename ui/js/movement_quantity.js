import { parseDecimal, toUnits } from './decimal.js';

/** The key of what is wrong with a quantity as typed, or null; the API judges the rest. A correction may take away. */
export function quantityProblem({ type, quantite }) {
  if (parseDecimal(quantite) === null) return null;
  const units = toUnits(quantite);
  if (type === 'ADJUST') return units === 0n ? 'mouvement.correction_nulle' : null;
  return units > 0n ? null : 'mouvement.quantite_positive';
}
