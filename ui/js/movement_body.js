// One movement as it is typed, and as the API is sent it.
import { parseDecimal } from './decimal.js';

// what is left empty is not sent, and the API names what it needs
const OPTIONAL = ['quantite', 'emplacement_id', 'emplacement_destination_id', 'motif', 'reference', 'cout_unitaire'];

// what cannot be read as a number is sent as typed: the API's answer then names the field
const number = (text) => parseDecimal(text) ?? text;

/** Only what comes in has a cost, and only a transfer a second place: what other kinds were given before is left out. */
export function toBody(piece, values) {
  const body = { ...values, piece_id: piece?.id, quantite: number(values.quantite) };
  if (values.type !== 'TRANSFER') body.emplacement_destination_id = '';
  body.cout_unitaire = values.type === 'IN' ? number(values.cout_unitaire) : '';
  for (const name of OPTIONAL) if (!body[name]) delete body[name];
  return body;
}
