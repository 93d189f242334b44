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

/** Settings whose value is a role, or a list of roles, are chosen and not typed. */
export const isRole = ({ cle, type }) => type === 'texte' && cle.startsWith('role_');
export const isRoles = ({ cle, type, valeur }) => type === 'liste' && cle.startsWith('roles_') && Array.isArray(valeur);

export const typedValue = (setting) => (isRoles(setting) ? setting.valeur : asText(setting));

const asText = ({ type, valeur, texte }) =>
  type === 'booleen' ? Boolean(valeur) : STRUCTURED.has(type) ? (valeur === null ? texte : JSON.stringify(valeur, null, 2)) : String(valeur ?? texte ?? '');

/** What was typed as the API wants it; what cannot be read is sent as it is, so that the API says why not. */
export function readValue(type, typed) {
  if (type === 'booleen' || type === 'texte' || Array.isArray(typed)) return typed;
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
