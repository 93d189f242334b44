import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RequestKey } from '../js/idempotency.js';
import { networkError, problem } from '../js/problem.js';
import { uuid } from '../js/uuid.js';

test('the key stays while nobody knows whether the request took effect', () => {
  const key = new RequestKey();
  const first = key.value;
  key.settled(networkError(new TypeError()));
  key.settled(problem(503, null));
  key.settled(problem(409, { code: 'requete_en_cours' }));
  assert.equal(key.value, first);
});

test('a success or a refusal ends it', () => {
  const key = new RequestKey();
  const first = key.value;
  key.settled(problem(409, { code: 'stock_insuffisant' }));
  const second = key.value;
  key.settled();
  assert.equal(new Set([first, second, key.value]).size, 3);
});

test('ids are version 4 UUIDs with or without a secure context', () => {
  const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  assert.match(uuid(), pattern);
  Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
  assert.match(uuid(), pattern);
  delete crypto.randomUUID;
});
