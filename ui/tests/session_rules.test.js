import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryDelay } from '../js/retry.js';
import { holderOf, renewalTime } from '../js/token.js';

const jwt = (claims) => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.y`;
const answer = (status, retryAfter) => ({ status, headers: { get: () => retryAfter } });

test('a token is renewed by its lifetime, whatever this machine believes the date is', () => {
  assert.equal(renewalTime(jwt({ iat: 5_000_000, exp: 5_000_300 }), 1000), 1000 + 280_000);
});

test('a token that cannot be read is used until it is refused', () => {
  assert.equal(renewalTime('opaque'), Infinity);
  assert.equal(renewalTime(jwt({ exp: 12 })), Infinity);
});

test('a token says whose it is, accents included, and one that cannot be read says nothing', () => {
  assert.deepEqual(holderOf(jwt({ sub: 'u1', email: 'zoé@exemple.fr', exp: 12 })), { id: 'u1', email: 'zoé@exemple.fr' });
  assert.deepEqual(holderOf('opaque'), { id: undefined, email: undefined });
});

test('a read that meets a 503 waits as told, within limits', () => {
  assert.equal(retryDelay(answer(503, '2'), 0), 2000);
  assert.equal(retryDelay(answer(503, '600'), 1), 5000);
  assert.equal(retryDelay(answer(503, null), 0), 1000);
});

test('it gives up after two tries, and other answers are never repeated', () => {
  assert.equal(retryDelay(answer(503, '1'), 2), null);
  assert.equal(retryDelay(answer(500, '1'), 0), null);
  assert.equal(retryDelay(answer(200, null), 0), null);
});
