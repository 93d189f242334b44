// What an act changed in an object, in the words of a person. `words` is {t, tMaybe} of i18n.js.
import { date, dateTime, money, percent, quantity } from './format.js';

const HIDDEN = new Set(['version', 'modifie_le', 'cree_le', 'id', 'chemin']);
const MONEY = new Set(['prix_achat', 'prix_vente', 'prix_unitaire', 'total_ht', 'total_tva', 'total_ttc', 'montant', 'valeur_totale', 'cout_unitaire']);
const QUANTITIES = new Set(['quantite', 'mini', 'maxi', 'lot_commande', 'solde_apres', 'reserve', 'disponible']);
const DAYS = /(_le|^date|^echeance)$/;
const RATES = new Set(['taux_tva', 'remise']);
// where the words of a code are: the first of these beginnings that has it
const CODES = {
  etat: ['etat', 'facture.etat', 'paiement.etat', 'import.etat', 'reservation.etat', 'inventaire.etat'],
  type: ['commande.type', 'mouvement.type'],
  conditions_paiement: ['conditions'],
  moyen: ['paiement.moyen'],
  methode: ['facteur'],
  langue: ['trace.langue'],
  module: ['module'],
};
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NONE = '–';

export const isEmpty = (value) =>
  value === null || value === undefined || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
const isId = (name, value) => /_ids?$/.test(name) || UUID.test(value);
const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null) || (isEmpty(one) && isEmpty(other));

/**
 * The fields that differ between two pictures of one object: [{name, label, from, to}], or {…, text} where two values side by
 * side would say nothing to a person.
 */
export function changesOf(before, after, words) {
  if (!before || !after) return [];
  return Object.keys(after)
    .filter((name) => !HIDDEN.has(name) && !same(before[name], after[name]))
    .map((name) => ({ name, label: labelOf(name, words), ...change(name, before[name], after[name], words) }));
}

/** The fields of one picture: [{name, label, value}]; what only a machine reads is left out. */
export function fieldsOf(picture, words) {
  return Object.keys(picture)
    .filter((name) => !HIDDEN.has(name) && !isId(name, picture[name]))
    .map((name) => ({ name, label: labelOf(name, words), value: valueOf(name, picture[name], words) }));
}

const readable = (code) => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ');

const labelOf = (name, { tMaybe }) => tMaybe(`trace.${name}`, {}, readable(name));

function change(name, from, to, words) {
  if (name === 'details') return { text: words.t('trace.lignes_modifiees', { n: linesChanged(from ?? [], to ?? []) }) };
  if (isId(name, from) || isId(name, to)) return { text: words.t(isEmpty(from) ? 'trace.mis' : isEmpty(to) ? 'trace.enleve' : 'trace.change') };
  return { from: valueOf(name, from, words), to: valueOf(name, to, words) };
}

function valueOf(name, value, words) {
  if (isEmpty(value)) return NONE;
  if (typeof value === 'boolean') return words.t(value ? 'trace.oui' : 'trace.non');
  if (name === 'details' && Array.isArray(value)) return words.t('commande.nombre_lignes', { n: value.length });
  if (Array.isArray(value)) return value.map((item) => textOf(item)).join(', ');
  if (typeof value === 'object') return textOf(value);
  if (CODES[name]) return codeText(CODES[name], String(value), words);
  return figure(name, String(value));
}

const textOf = (item) =>
  item && typeof item === 'object'
    ? Object.entries(item).filter(([name, value]) => !isEmpty(value) && !isId(name, value)).map(([name, value]) => `${name} : ${value}`).join(', ')
    : String(item);

function codeText(places, code, { tMaybe }) {
  for (const place of places) {
    const text = tMaybe(`${place}.${code}`, {}, null);
    if (text !== null) return text;
  }
  return readable(code);
}

// by the name of the field: what a person typed may look like a number or a day and is neither
function figure(name, text) {
  if (DAYS.test(name) && !Number.isNaN(Date.parse(text))) return text.length === 10 ? date(text) : dateTime(text);
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text;
  if (MONEY.has(name)) return money(text);
  if (RATES.has(name)) return percent(text);
  return QUANTITIES.has(name) ? quantity(text) : text;
}

// a line is known by its part: it came, went, or says something else now
function linesChanged(before, after) {
  const byPiece = (lines) => new Map(lines.map((line) => [line.piece_id ?? line.reference, line]));
  const [old, now] = [byPiece(before), byPiece(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((id) => !same(old.get(id), now.get(id))).length;
}
