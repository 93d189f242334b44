import assert from 'node:assert/strict';
import { test } from 'node:test';
import { add, compare, lineTotal, orderTotals, parseDecimal, subtract } from '../js/decimal.js';
import { setLanguage } from '../js/format.js';

function inEnglish(work) {
  setLanguage('en');
  try {
    work();
  } finally {
    setLanguage('fr');
  }
}

test('what a person types is understood', () => {
  assert.equal(parseDecimal('1 200,50'), '1200.50');
  assert.equal(parseDecimal('1\u202f200,5'), '1200.5');
  assert.equal(parseDecimal('-2'), '-2');
  assert.equal(parseDecimal(',5'), '0.5');
  assert.equal(parseDecimal('3,'), '3');
});

test('what is not a number is refused, not guessed', () => {
  for (const text of ['', 'abc', '1,2,3', '1e5', '--2', null, undefined]) assert.equal(parseDecimal(text), null);
});

test('in French the comma and the point of the keypad are one sign, and spaces group', () => {
  assert.equal(parseDecimal('1,200'), '1.200');
  assert.equal(parseDecimal('1.200'), '1.200');
  assert.equal(parseDecimal('12.5'), '12.5');
  assert.equal(parseDecimal('12\u00a0345\u202f678,9'), '12345678.9');
  for (const text of ['1.200,50', '1,200.50']) assert.equal(parseDecimal(text), null);
});

test('in English commas group thousands', () => {
  const read = { '1,200': '1200', '1,200.50': '1200.50', '-12,345,678': '-12345678', '1,200.': '1200', '1 200.5': '1200.5', '12.5': '12.5', '1.200': '1.200' };
  inEnglish(() => {
    for (const [text, number] of Object.entries(read)) assert.equal(parseDecimal(text), number, text);
    assert.equal(lineTotal({ quantite: '1,200', prix_unitaire: '1,000.50', remise: '' }), '1200600.00');
  });
});

test('in English a comma is the decimal sign only where it cannot group', () => {
  const read = { '1,5': '1.5', '1200,50': '1200.50', '0,125': '0.125', ',5': '0.5' };
  const refused = ['1200,500', '1,2000', '12,34,567', '1,200,5', '0,125,000', '1.5,000', '1,', '1,23,'];
  inEnglish(() => {
    for (const [text, number] of Object.entries(read)) assert.equal(parseDecimal(text), number, text);
    for (const text of refused) assert.equal(parseDecimal(text), null, text);
  });
});

test('amounts of the API are read alike in both languages', () => {
  inEnglish(() => assert.equal(add('1.200', '1200.000'), '1201.200'));
  assert.equal(add('1.200', '1200.000'), '1201.200');
});

test('sums are exact where floats are not', () => {
  assert.equal(add('0.1', '0.2'), '0.300');
  assert.equal(subtract('1', '0.9'), '0.100');
  assert.equal(compare('10', '9.999'), 1);
  assert.equal(compare('2.000', '2'), 0);
});

test('a line is quantity times price less its discount, to the cent', () => {
  assert.equal(lineTotal({ quantite: '3', prix_unitaire: '19.99', remise: '' }), '59.97');
  assert.equal(lineTotal({ quantite: '3', prix_unitaire: '19.99', remise: '10' }), '53.97');
  assert.equal(lineTotal({ quantite: '1.005', prix_unitaire: '1.00', remise: '0' }), '1.01');
});

test('a line is rounded once, half up', () => {
  assert.equal(lineTotal({ quantite: '1', prix_unitaire: '12.11', remise: '5' }), '11.50');
  assert.equal(lineTotal({ quantite: '1', prix_unitaire: '0.05', remise: '10' }), '0.05');
});

// the same numbers every time; the thousandths of a quantity, the hundredths of the rest
let seed = 20261121n;
function upTo(limit) {
  seed = (seed * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
  return (seed >> 20n) % BigInt(limit);
}
const written = (units, digits) => {
  const text = String(units).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
};
const halfUp = (numerator, denominator) => (2n * numerator + denominator) / (2n * denominator);

test('lines and totals are those of the exact fractions', () => {
  for (let order = 0; order < 100; order += 1) {
    const bases = new Map();
    const lines = [0, 1, 2, 3].map(() => {
      const [quantity, price, discount, rate] = [upTo(500_000), upTo(90_000), upTo(10_001), [0n, 550n, 1000n, 2000n][upTo(4)]];
      const line = { quantite: written(quantity, 3), prix_unitaire: written(price, 2), remise: written(discount, 2), taux_tva: written(rate, 2) };
      const cents = halfUp(quantity * price * (10_000n - discount), 1000n * 10_000n);
      assert.equal(lineTotal(line), written(cents, 2), JSON.stringify(line));
      bases.set(rate, (bases.get(rate) ?? 0n) + cents);
      return line;
    });
    const net = [...bases.values()].reduce((sum, cents) => sum + cents, 0n);
    const tax = [...bases].reduce((sum, [rate, cents]) => sum + halfUp(cents * rate, 10_000n), 0n);
    const expected = { ht: written(net, 2), tva: written(tax, 2), ttc: written(net + tax, 2) };
    assert.deepEqual(orderTotals(lines), expected, JSON.stringify(lines));
  }
});

test('tax is computed by rate on the sum of the lines', () => {
  const lines = [
    { quantite: '1', prix_unitaire: '10.00', taux_tva: '20.00' },
    { quantite: '2', prix_unitaire: '5.00', taux_tva: '5.5' },
  ];
  assert.deepEqual(orderTotals(lines), { ht: '20.00', tva: '2.55', ttc: '22.55' });
});

test('an empty order is worth nothing', () => assert.deepEqual(orderTotals([]), { ht: '0.00', tva: '0.00', ttc: '0.00' }));
