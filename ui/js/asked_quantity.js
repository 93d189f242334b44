import { parseDecimal } from './decimal.js';

/** The quantity of a line as it is sent, or null when the line is left out: empty, or zero however it is written. */
export function askedQuantity(text) {
  const number = parseDecimal(text);
  if (number === null) return String(text).trim() || null; // what cannot be read is sent as typed, so that the API names it
  return /[1-9]/.test(number) ? number : null;
}
