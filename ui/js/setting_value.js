// A value of the central configuration, as a person reads and types it.
import { parseDecimal } from './decimal.js';
import { t } from './i18n.js';

const STRUCTURED = new Set(['liste', 'objet', null]);

export function showValue(value) {
  if (value === null || value === undefined || value === '') return '∅';
  if (typeof value === 'boolean') return t(value ? 'oui' : 'non');
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(', ') || '∅';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export const typedValue = ({ type, valeur, texte }) =>
  type === 'booleen' ? Boolean(valeur) : STRUCTURED.has(type) ? (valeur === null ? texte : JSON.stringify(valeur, null, 2)) : String(valeur ?? texte ?? '');

/** What was typed as the API wants it; what cannot be read is sent as it is, so that the API says why not. */
export function readValue(type, typed) {
  if (type === 'booleen' || type === 'texte') return typed;
  if (type === 'entier' || type === 'nombre') {
    const decimal = parseDecimal(typed);
    return decimal === null ? typed : Number(decimal);
  }
  try {
    return JSON.parse(typed);
  } catch {
    return typed;
  }
}
