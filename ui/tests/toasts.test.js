import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queue } from '../js/toast_queue.js';

const said = (text, more) => ({ text, kind: 'success', ...more });
const action = { label: 'Annuler' };
const news = (text) => said(text, { kind: 'info', slot: 'notification', action });
const shown = (...toasts) => toasts.reduce(queue, []).map(({ text }) => text);

test('a message that only passes makes room for the next ones, the oldest first', () => {
  assert.deepEqual(shown(said('a'), said('b'), said('c'), said('d'), said('e')), ['b', 'c', 'd', 'e']);
});

test('a way back and an error stay, however many messages come', () => {
  const others = ['1', '2', '3', '4', '5'].map((text) => said(text));
  assert.deepEqual(shown(said('fait', { action }), said('refusé', { kind: 'error' }), ...others), ['fait', 'refusé', '4', '5']);
  const ways = ['1', '2', '3', '4', '5'].map((text) => said(text, { action }));
  assert.deepEqual(shown(...ways), ['1', '2', '3', '4', '5']);
});

test('the news are one message, which never pushes out one of the person', () => {
  const mine = [said('fait', { action }), said('a'), said('b')];
  assert.deepEqual(shown(...mine, news('n1'), news('n2'), news('n3')), ['fait', 'a', 'b', 'n3']);
});

test('what is said again takes the place of what was said, but no way back is lost by it', () => {
  assert.deepEqual(shown(said('copié'), said('copié')), ['copié']);
  assert.deepEqual(shown(said('3 × Vis', { action }), said('3 × Vis', { action })), ['3 × Vis', '3 × Vis']);
});
