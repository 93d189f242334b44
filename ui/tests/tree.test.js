import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flatten } from '../js/tree.js';

const shape = (items) => flatten(items).map(({ item, depth }) => `${depth}${item.nom}`);

test('children follow their parent, by name', () => {
  const items = [
    { id: 3, nom: 'Écrous', parent_id: 1 }, { id: 1, nom: 'Visserie', parent_id: null },
    { id: 2, nom: 'Boulons', parent_id: 1 }, { id: 4, nom: 'Outils', parent_id: null },
  ];
  assert.deepEqual(shape(items), ['0Outils', '0Visserie', '1Boulons', '1Écrous']);
});

test('a row whose parent is missing is not lost', () => {
  assert.deepEqual(shape([{ id: 1, nom: 'A', parent_id: 99 }]), ['0A']);
});
