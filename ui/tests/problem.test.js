import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkError, problem } from '../js/problem.js';

test('a refusal keeps its code and its facts', () => {
  const error = problem(409, { code: 'piece_en_stock', detail: 'Il en reste', quantite: '3.000', request_id: 'r1' });
  assert.equal(error.name, 'ApiError');
  assert.equal(error.code, 'piece_en_stock');
  assert.equal(error.data.quantite, '3.000');
  assert.equal(error.requestId, 'r1');
  assert.equal(error.outcomeUnknown, false);
});

test('errors of the lines of a list are named by their place', () => {
  const { fields } = problem(400, { errors: { nom: ['Requis.'], details: [{}, { quantite: ['Positive.'] }] } });
  assert.deepEqual(fields, { nom: ['Requis.'], 'details.1.quantite': ['Positive.'] });
});

test('an answer that is not a problem still has a code', () => {
  assert.equal(problem(503, null).code, 'service_indisponible');
  assert.equal(problem(418, 'tea').code, 'erreur');
});

test('no answer leaves the outcome unknown', () => {
  assert.equal(networkError(new TypeError('failed')).code, 'reseau');
  assert.equal(networkError({ name: 'TimeoutError' }).code, 'delai_depasse');
  assert.ok(networkError(new TypeError()).outcomeUnknown);
  assert.ok(problem(503, null).outcomeUnknown);
});
