import assert from 'node:assert/strict';
import { test } from 'node:test';
import { add, compare, lineTotal, orderTotals, parseDecimal, subtract } from '../js/decimal.js';

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

test('tax is computed by rate on the sum of the lines', () => {
  const lines = [
    { quantite: '1', prix_unitaire: '10.00', taux_tva: '20.00' },
    { quantite: '2', prix_unitaire: '5.00', taux_tva: '5.5' },
  ];
  assert.deepEqual(orderTotals(lines), { ht: '20.00', tva: '2.55', ttc: '22.55' });
});

test('an empty order is worth nothing', () => assert.deepEqual(orderTotals([]), { ht: '0.00', tva: '0.00', ttc: '0.00' }));
