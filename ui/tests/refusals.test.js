import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldOf, isUnsaid } from '../js/refusal_fields.js';

const SHORT = { code: 'stock_insuffisant', fields: {} };

test('a refusal about one field is shown at that field', () => assert.equal(fieldOf(SHORT, { quantite: '9' }), 'quantite'));

test('a form without that field shows the refusal as a message', () => assert.equal(fieldOf(SHORT, { lines: [] }), null));

test('a refusal about no field is a message', () => assert.equal(fieldOf({ code: 'piece_en_stock', fields: {} }, { nom: '' }), null));

test('the fields that the API names come first', () => {
  assert.equal(fieldOf({ code: 'stock_insuffisant', fields: { motif: ['Trop long.'] } }, { quantite: '9', motif: 'x' }), null);
});

test('a refusal that names fields is unsaid when the form shows none of them', () => {
  const error = { fields: { 'lignes.0.quantite': ['Trop peu.'] } };
  const form = (shown) => ({ querySelector: () => shown });
  assert.ok(isUnsaid(error, form(null)));
  assert.ok(!isUnsaid(error, form({})));
  assert.ok(!isUnsaid({ fields: {} }, form(null)));
});
