import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRunning, mayApply, mayCancel, stepOf } from '../js/import_states.js';
import { toBody } from '../js/movement_body.js';
import { filledRows, newRow, refusedRows, rowErrors, scanRow, toMovements } from '../js/movement_lines.js';
import { quantityProblem } from '../js/movement_quantity.js';
import { amountOf, quantityOf, toLignes } from '../js/order_proposals.js';
import { flattenNested, isInside } from '../js/tree.js';

const VIS = { id: 'p1', nom: 'Vis' };
const FORM = { type: 'IN', emplacement_id: 'e1', emplacement_destination_id: 'e2', motif: '', reference: '' };

test('only a correction may take away, and none may be of zero', () => {
  const problem = (type, quantite) => quantityProblem({ type, quantite });
  assert.equal(problem('IN', '0'), 'mouvement.quantite_positive');
  assert.equal(problem('OUT', '-1'), 'mouvement.quantite_positive');
  assert.equal(problem('TRANSFER', '0,5'), null);
  assert.equal(problem('ADJUST', '-2'), null);
  assert.equal(problem('ADJUST', '0,000'), 'mouvement.correction_nulle');
  assert.equal(problem('IN', 'deux'), null);
});

test('scanning the same part again counts one more', () => {
  const rows = scanRow(scanRow([newRow()], VIS), VIS);
  assert.deepEqual(filledRows(rows).map(({ quantite }) => quantite), ['2']);
});

test('only a transfer has where it goes', () => {
  const rows = [newRow(VIS, '1,5'), newRow()];
  assert.deepEqual(toMovements(rows, FORM), [{ piece_id: 'p1', type: 'IN', quantite: '1.5', emplacement_id: 'e1' }]);
  assert.equal(toMovements(rows, { ...FORM, type: 'TRANSFER' })[0].emplacement_destination_id, 'e2');
});

test('a movement has what its kind has, and a cost that cannot be read is sent as typed', () => {
  const values = { ...FORM, quantite: '2,5', cout_unitaire: '4,10' };
  const sent = { type: 'IN', piece_id: 'p1', quantite: '2.5', emplacement_id: 'e1', cout_unitaire: '4.10' };
  assert.deepEqual(toBody(VIS, values), sent);
  assert.equal(toBody(VIS, { ...values, cout_unitaire: '4€10' }).cout_unitaire, '4€10');
  assert.deepEqual(Object.keys(toBody(VIS, { ...values, cout_unitaire: '' })).sort(), ['emplacement_id', 'piece_id', 'quantite', 'type']);
  const { cout_unitaire: cost, emplacement_destination_id: to } = toBody(VIS, { ...values, type: 'TRANSFER' });
  assert.deepEqual([cost, to], [undefined, 'e2']);
});

test('what a rule refuses of a batch is an error of the field it is about', () => {
  const lignes = [{ index: 0, code: 'stock_insuffisant' }, { index: 2, code: 'piece_inconnue' }];
  const errors = refusedRows({ data: { lignes } }, ({ code }) => code);
  assert.deepEqual(errors, { 'mouvements.0.quantite': ['stock_insuffisant'], 'mouvements.2.piece_id': ['piece_inconnue'] });
  assert.deepEqual(refusedRows(null), {});
});

test('what all rows share is told once, above them', () => {
  const errors = { 'mouvements.0.emplacement_id': ['Requis.'], 'mouvements.1.emplacement_id': ['Requis.'], 'mouvements.1.quantite': ['Un nombre.'] };
  assert.deepEqual(Object.keys(rowErrors(errors)), ['mouvements.1.quantite']);
});

test('a proposal is ordered as proposed, unless another quantity or supplier is chosen', () => {
  const row = { piece_id: 'p1', quantite_proposee: '50.000', prix_achat: '2.00' };
  assert.equal(quantityOf({ row }), '50.000');
  assert.equal(amountOf([{ row }, { row, quantite: '1,5' }]), '103.00');
  assert.deepEqual(toLignes([{ row, quantite: '7', fournisseur: { id: 'f1' } }]), [
    { piece_id: 'p1', quantite: '7', fournisseur_id: 'f1' },
  ]);
});

test('an import is applied once it is read and would change something', () => {
  assert.ok(mayApply({ etat: 'analyse', a_creer: 1, a_modifier: 0 }));
  assert.ok(!mayApply({ etat: 'analyse', a_creer: 0, a_modifier: 0 }));
  assert.ok(isRunning({ etat: 'en_application' }) && mayCancel({ etat: 'analyse' }) && !mayCancel({ etat: 'termine' }));
  assert.deepEqual([null, { etat: 'analyse' }, { etat: 'en_application' }, { etat: 'termine' }].map(stepOf), ['fichier', 'apercu', 'application', 'fini']);
});

test('nothing is moved inside itself', () => {
  const items = [{ id: 'a' }, { id: 'b', parent_id: 'a' }, { id: 'c', parent_id: 'b' }];
  assert.ok(isInside(items, items[2], items[0]));
  assert.ok(!isInside(items, items[0], items[2]));
  assert.ok(!isInside(items, null, items[0]));
});

test('a nested tree is read in order, with its depth', () => {
  const rows = flattenNested([{ id: 'a', enfants: [{ id: 'b', enfants: [] }] }, { id: 'c', enfants: [] }]);
  assert.deepEqual(rows.map(({ item, depth }) => [item.id, depth]), [['a', 0], ['b', 1], ['c', 0]]);
});
