import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildHash, match, parseHash } from '../js/path.js';

test('a hash is a path and its filters, both ways', () => {
  assert.deepEqual(parseHash('#/pieces?search=vis%20M6&page=2'), { path: '/pieces', query: { search: 'vis M6', page: '2' } });
  assert.equal(buildHash('/pieces', { search: 'vis M6', page: 2, actif: '' }), '#/pieces?search=vis+M6&page=2');
});

test('no hash is the first screen', () => assert.equal(parseHash('').path, '/'));

test('a pattern gives its parameters', () => {
  assert.deepEqual(match('/pieces/:id/modifier', '/pieces/42/modifier'), { id: '42' });
  assert.deepEqual(match('/users/add', '/users/add/'), {});
  assert.equal(match('/pieces/:id', '/pieces'), null);
  assert.equal(match('/', '/pieces'), null);
});

test('a broken escape is taken as it is', () => assert.deepEqual(match('/pieces/:id', '/pieces/%E0%A4%A'), { id: '%E0%A4%A' }));
