// Exact arithmetic on the API's decimal strings, by BigInt thousandths. For what the screen shows before the API answers:
// the API's own totals replace it; the rule is that of commandes_service/commandes/totaux.py.
import { isFrench } from './format.js';

const DIGITS = 3;
const UNIT = 10n ** BigInt(DIGITS);

const GROUPED = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/;
const DECIMAL_COMMA = /^[+-]?(\d+,\d{1,2}|0?,\d+)$/;

/**
 * What a person typed ("1 200,50") as the API wants it ("1200.50"), or null when it is not a number. Spaces group. In French
 * a comma is the decimal sign, and so is the point, the one that the keys of figures have. In English commas before
 * three digits group ("1,200" is 1200), and a comma is the decimal sign only where it cannot have been meant to group: before
 * one or two digits, or after a zero ("1,5", "0,125"). Any other ("1200,500", "1,2000") is refused, not guessed: no comma
 * that groups ever makes an amount a thousand times smaller.
 */
export function parseDecimal(text) {
  const clean = withPoint(String(text ?? '').replace(/\s/g, ''));
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(clean)
    ? clean
        .replace(/^\+/, '')
        .replace(/^(-?)\./, '$10.')
        .replace(/\.$/, '')
    : null;
}

function withPoint(text) {
  if (isFrench() || DECIMAL_COMMA.test(text)) return text.replace(',', '.');
  return GROUPED.test(text) ? text.replaceAll(',', '') : text;
}

export function toUnits(text) {
  const clean = parseDecimal(text);
  if (clean === null) return 0n;
  const negative = clean.startsWith('-');
  const [whole, fraction = ''] = clean.replace('-', '').split('.');
  const units = BigInt(whole) * UNIT + BigInt(fraction.slice(0, DIGITS).padEnd(DIGITS, '0'));
  return negative ? -units : units;
}

export function fromUnits(units, digits = DIGITS) {
  const scaled = divide(units, 10n ** BigInt(DIGITS - digits));
  const size = 10n ** BigInt(digits);
  const absolute = scaled < 0n ? -scaled : scaled;
  const fraction = digits ? `.${String(absolute % size).padStart(digits, '0')}` : '';
  return `${scaled < 0n ? '-' : ''}${absolute / size}${fraction}`;
}

// rounds half away from zero, as an invoice does
function divide(value, by) {
  const half = by / 2n;
  return value >= 0n ? (value + half) / by : (value - half) / by;
}

// units of an amount that has not been rounded yet: `cent` is what a cent of it counts
const inCents = (value, cent) => divide(value, cent) * 10n;
export const add = (...texts) => fromUnits(texts.reduce((sum, text) => sum + toUnits(text), 0n));
export const subtract = (left, right) => fromUnits(toUnits(left) - toUnits(right));
export const compare = (left, right) =>
  Number(toUnits(left) > toUnits(right)) - Number(toUnits(left) < toUnits(right));

/** One order line before tax: quantity x price less the discount in percent, rounded once, half up to the cent. */
export function lineTotal({ quantite, prix_unitaire: prix, remise }) {
  const product = toUnits(quantite) * toUnits(prix) * (100n * UNIT - toUnits(remise));
  return fromUnits(inCents(product, UNIT ** 3n), 2);
}

export function orderTotals(lines) {
  const perRate = new Map();
  for (const line of lines) {
    const rate = String(toUnits(line.taux_tva));
    perRate.set(rate, (perRate.get(rate) ?? 0n) + toUnits(lineTotal(line)));
  }
  let net = 0n;
  let tax = 0n;
  for (const [rate, base] of perRate) {
    net += base;
    tax += inCents(base * BigInt(rate), UNIT ** 2n);
  }
  return { ht: fromUnits(net, 2), tva: fromUnits(tax, 2), ttc: fromUnits(net + tax, 2) };
}
