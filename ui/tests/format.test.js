import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ago, compactMoney, count, date, dateTime, money, percent, quantity, setLanguage, shortDay, typed } from '../js/format.js';

const plain = (text) => text.replace(/[\u00a0\u202f]/g, ' ');

test('money follows the language', () => {
  setLanguage('fr');
  assert.equal(plain(money('1234.50')), '1 234,50 €');
  setLanguage('en');
  assert.equal(money('1234.50'), '€1,234.50');
  setLanguage('fr');
});

test('a sum beyond the digits of a float keeps every digit', () => {
  assert.equal(plain(money('9007199254740993.11')), '9 007 199 254 740 993,11 €');
});

test('a quantity drops the zeros nobody reads, and keeps the decimals that count', () => {
  assert.equal(quantity('12.000'), '12');
  assert.equal(quantity('0.125'), '0,125');
  assert.equal(quantity('-3.000'), '-3');
});

test('a figure read at a glance has no cents, and millions are shortened', () => {
  assert.equal(plain(compactMoney('8952.40')), '8 952 €');
  assert.equal(plain(compactMoney('1250000.00')), '1,3 M €');
});

test('a decimal is put into a field as a person would type it', () => {
  assert.equal(typed('28.90'), '28,90');
  assert.equal(typed('2.000'), '2');
  assert.equal(typed('0.125'), '0,125');
  assert.equal(typed('100'), '100');
  assert.equal(typed(null), '');
});

test('a day is the same day west of Greenwich', () => {
  const before = process.env.TZ;
  process.env.TZ = 'America/Montreal';
  assert.equal(date('2026-03-04'), '4 mars 2026');
  assert.equal(shortDay('2026-03-04'), '4 mars');
  process.env.TZ = before ?? 'UTC';
});

test('what is absent is a dash, and zero is not absent', () => {
  assert.equal(money(null), '–');
  assert.equal(quantity(''), '–');
  assert.equal(quantity('0.000'), '0');
  assert.equal(count(0), '0');
});

test('a rate is a percentage', () => assert.equal(plain(percent('5.50')), '5,5 %'));

test('a recent moment is told from now, an old one by its date', () => {
  const now = Date.parse('2026-11-20T12:00:00Z');
  assert.equal(ago('2026-11-20T11:55:00Z', now), 'il y a 5 minutes');
  assert.equal(ago('2026-11-19T11:00:00Z', now), 'hier');
  assert.match(ago('2026-01-05T12:00:00Z', now), /janv\. 2026/);
});

test('the year is shown when it is not this one', () => {
  assert.doesNotMatch(dateTime('2026-05-02T12:00:00Z', new Date('2026-11-20')), /2026/);
  assert.match(dateTime('2025-05-02T12:00:00Z', new Date('2026-11-20')), /2025/);
});
