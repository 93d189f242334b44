// Exact arithmetic on the API's decimal strings, by BigInt thousandths. For what the screen shows before the API answers:
// the API's own totals replace it.
const DIGITS = 3;
const UNIT = 10n ** BigInt(DIGITS);

/** What a person typed ("1 200,50") as the API wants it ("1200.50"), or null when it is not a number. */
export function parseDecimal(text) {
  const clean = String(text ?? '')
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(',', '.');
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(clean)
    ? clean
        .replace(/^\+/, '')
        .replace(/^(-?)\./, '$10.')
        .replace(/\.$/, '')
    : null;
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

const cents = (units) => divide(units, 10n) * 10n;
export const add = (...texts) => fromUnits(texts.reduce((sum, text) => sum + toUnits(text), 0n));
export const subtract = (left, right) => fromUnits(toUnits(left) - toUnits(right));
export const compare = (left, right) =>
  Number(toUnits(left) > toUnits(right)) - Number(toUnits(left) < toUnits(right));

/** One order line before tax, in cents: quantity x price less the discount in percent. */
export function lineTotal({ quantite, prix_unitaire: prix, remise }) {
  const gross = divide(toUnits(quantite) * toUnits(prix), UNIT);
  const percent = 100n * UNIT - toUnits(remise);
  return fromUnits(cents(divide(gross * percent, 100n * UNIT)), 2);
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
    tax += cents(divide(base * BigInt(rate), 100n * UNIT));
  }
  return { ht: fromUnits(net, 2), tva: fromUnits(tax, 2), ttc: fromUnits(net + tax, 2) };
}
