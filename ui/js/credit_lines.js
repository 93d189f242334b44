// A credit note by line: what the dialog starts with, and what the API is sent.
import { askedQuantity } from './asked_quantity.js';
import { compare, subtract } from './decimal.js';
import { typed } from './format.js';

/** What has not been credited yet of each line, all of it to begin with. */
export const linesLeft = (invoice) =>
  invoice.lignes
    .map((line) => ({ key: line.id, line, reste: subtract(line.quantite, line.quantite_creditee ?? '0') }))
    .filter(({ reste }) => compare(reste, '0') > 0)
    .map((left) => ({ ...left, quantite: typed(left.reste) }));

export const asked = (lines) => lines.filter(({ quantite }) => askedQuantity(quantite) !== null);

export const toLignes = (lines) =>
  asked(lines).map(({ line, quantite }) => ({ ligne_id: line.id, quantite: askedQuantity(quantite) }));
