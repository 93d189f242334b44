import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, isShownAt } from '../js/notification_address.js';

test('a notification leads to its own link, else to what it is about', () => {
  assert.equal(addressOf({ lien: '/stock?niveau=bas', piece_id: 'p1' }), '/stock?niveau=bas');
  assert.equal(addressOf({ commande_id: 'c1' }), '/commandes/c1');
  assert.equal(addressOf({}), '/notifications');
});

test('what is on the screen is not announced over it', () => {
  assert.ok(isShownAt('/commandes/c1', { commande_id: 'c1' }));
  assert.ok(isShownAt('/pieces/p1/modifier', { piece_id: 'p1' }));
  assert.ok(isShownAt('/stock', { lien: '/stock?niveau=bas' }));
  assert.ok(!isShownAt('/commandes', { commande_id: 'c1' }));
  assert.ok(!isShownAt('/', {}));
});
