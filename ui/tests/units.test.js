import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unitFor } from '../js/units.js';

test('a unit that is a word takes the plural from two on', () => {
  assert.equal(unitFor('boîte', '41.000'), 'boîtes');
  assert.equal(unitFor('boîte', '1.500'), 'boîte');
  assert.equal(unitFor('pièce', '-3'), 'pièces');
  assert.equal(unitFor('rouleau', '2'), 'rouleaux');
  assert.equal(unitFor('boîte de 25', '2'), 'boîtes de 25');
});

test('symbols, and words that already end so, stay', () => {
  for (const unit of ['m', 'kg', 'L', 'm²', 'bois', 'PCS', '']) assert.equal(unitFor(unit, '12'), unit);
});
