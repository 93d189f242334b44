import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import en from '../js/i18n/en.js';
import fr from '../js/i18n/fr.js';
import { translate } from '../js/translate.js';
import { sources } from './sources.js';

const placeholders = (text) => [...JSON.stringify(text).matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test('both languages have the same keys, in the same order', () => assert.deepEqual(Object.keys(fr), Object.keys(en)));

test('no word is in two files of a language, where one would hide the other', () => {
  for (const language of ['fr', 'en']) {
    const folder = new URL(`../js/i18n/${language}/`, import.meta.url);
    const files = [new URL(`../js/i18n/${language}.js`, import.meta.url), ...readdirSync(folder).map((name) => new URL(name, folder))];
    const keys = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/^  '?([\w.]+)'?:/gm)].map(([, key]) => key));
    assert.deepEqual(keys.filter((key, i) => keys.indexOf(key) !== i), [], language);
  }
});

test('both languages use the same values', () => {
  for (const key of Object.keys(fr)) assert.deepEqual([...new Set(placeholders(fr[key]))], [...new Set(placeholders(en[key]))], key);
});

test('every key a screen names exists', () => {
  for (const { name, text } of sources()) {
    for (const [, key] of text.matchAll(/\bt\('([^']+)'/g)) assert.ok(key in fr, `${name}: ${key}`);
  }
});

test('every key is named by a screen, whole or by its beginning', () => {
  const code = sources().map(({ text }) => text).join('\n');
  const beginnings = [...code.matchAll(/`([a-z_]+(?:\.[a-z_]+)*\.)\$\{/g)].map(([, start]) => start);
  const parts = [...code.matchAll(/`(\w+)\.\$\{\w+\}_(\w+)`/g)].map(([, start]) => `${start}.`);
  const unused = Object.keys(fr).filter((key) => !code.includes(`'${key}'`) && ![...beginnings, ...parts].some((start) => key.startsWith(start)));
  assert.deepEqual(unused, []);
});

test('one word says one thing in English: what is validated is not also confirmed, a day is not called as an amount', () => {
  for (const key of ['evenement.commandes.valider', 'commande.valider_fait', 'etat.validee']) assert.match(JSON.stringify(en[key]), /validated/i, key);
  assert.notEqual(en['facture.echeance'], en['facture.reste']);
});

test('the plural follows the language', () => {
  assert.equal(translate(fr, 'fr', 'services.instances', { n: 0 }), '0 instance');
  assert.equal(translate(en, 'en', 'services.instances', { n: 0 }), '0 instances');
});

test('a value that is missing is left visible', () => assert.match(translate(fr, 'fr', 'piece.creee'), /\{nom\}/));
