import assert from 'node:assert/strict';
import { test } from 'node:test';

const listeners = [];
globalThis.addEventListener = (name) => listeners.includes(name) || listeners.push(name);
globalThis.removeEventListener = (name) => listeners.splice(listeners.indexOf(name), 1);
const { held, hold, isTyped, release } = await import('../js/unsaved.js');

test('the browser warns while something is typed, and no longer once all of it is sent', () => {
  const [one, other] = [{}, {}];
  hold(one);
  hold(other);
  release(one);
  assert.ok(isTyped());
  assert.deepEqual(listeners, ['beforeunload']);
  release(other);
  assert.ok(!isTyped());
  assert.deepEqual(listeners, []);
});

test('what was typed under a dialog is not what its closing would lose', () => {
  const [page, dialog] = [{}, {}];
  hold(page);
  const before = held();
  assert.ok(!isTyped(before));
  hold(dialog);
  assert.ok(isTyped(before));
  release(page);
  release(dialog);
});
