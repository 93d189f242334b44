import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesLeft, toLignes } from '../js/credit_lines.js';
import { errorsByLine, errorsLeft } from '../js/line_errors.js';

const INVOICE = {
  lignes: [
    { id: 'l1', quantite: '3.000', quantite_creditee: '1.000' },
    { id: 'l2', quantite: '2.000', quantite_creditee: '2.000' },
    { id: 'l3', quantite: '5.000' },
  ],
};

test('a credit note starts with what is not credited yet', () =>
  assert.deepEqual(toLignes(linesLeft(INVOICE)), [{ ligne_id: 'l1', quantite: '2' }, { ligne_id: 'l3', quantite: '5' }]));

test('a line of none is left out of a credit note, however zero is written', () => {
  for (const zero of ['', ' ', '0', '0,00', '0.0', '00', '-0']) {
    const lines = linesLeft(INVOICE).map((line) => ({ ...line, quantite: line.key === 'l1' ? zero : '1,5' }));
    assert.deepEqual(toLignes(lines), [{ ligne_id: 'l3', quantite: '1.5' }], zero);
  }
});

test('a quantity that cannot be read is sent as typed', () =>
  assert.deepEqual(toLignes(linesLeft(INVOICE).map((line) => ({ ...line, quantite: 'deux' })))[0], { ligne_id: 'l1', quantite: 'deux' }));

const LINES = [
  { key: 1, quantite: '', piece: null },
  { key: 2, quantite: '0', piece: 'vis' },
  { key: 3, quantite: 'x', piece: 'clou' },
];
const SENT = LINES.slice(1);
const ERRORS = { 'details.0.quantite': ['Trop peu.'], 'details.1.piece_id': ['Inconnue.'], 'details.1.quantite': ['Illisible.'], notes: ['Trop long.'] };

test('the error of a line is told at that line, whatever was left empty before it', () => {
  const found = errorsByLine(ERRORS, 'details', SENT);
  assert.deepEqual(LINES.map((line) => errorsLeft(found, line)), [{}, { quantite: ['Trop peu.'] }, { piece_id: ['Inconnue.'], quantite: ['Illisible.'] }]);
});

test('it stays with its line when another goes, and goes itself once its field is typed anew', () => {
  const found = errorsByLine(ERRORS, 'details', SENT);
  assert.deepEqual(errorsLeft(found, { ...LINES[2], quantite: '2' }), { piece_id: ['Inconnue.'] });
  assert.deepEqual(errorsLeft(found, { ...LINES[2], piece: 'boulon' }), { quantite: ['Illisible.'] });
});

test('errors of another list, or of a line that was not sent, are about none', () =>
  assert.equal(errorsByLine({ 'lignes.0.quantite': ['Non.'], 'details.7.quantite': ['Non.'] }, 'details', SENT).size, 0));
