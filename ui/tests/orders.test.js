import assert from 'node:assert/strict';
import { test } from 'node:test';
import { availability, filled, fromDetail, newLine, toDetails, withPiece } from '../js/order_lines.js';
import { actionsOf, isEditable, stepState } from '../js/order_states.js';

const PIECE = { id: 'p1', nom: 'Vis', reference: 'PC-000001', prix_vente: '2.50', taux_tva: '20.00' };

test('a line takes the price and the tax of its part', () => {
  const line = withPiece(newLine(), PIECE);
  assert.equal(line.prix_unitaire, '2,50');
  assert.equal(line.taux_tva, '20');
});

test('empty lines are not sent, and commas become points', () => {
  const line = { ...withPiece(newLine(), PIECE), quantite: '1,5', remise: '' };
  assert.equal(filled([line, newLine()]).length, 1);
  assert.deepEqual(toDetails([line, newLine()]), [{ piece_id: 'p1', quantite: '1.5', prix_unitaire: '2.50', taux_tva: '20' }]);
});

test('what is not a number is sent as typed, so that the API names the field', () => {
  const [detail] = toDetails([{ ...withPiece(newLine(), PIECE), quantite: 'deux' }]);
  assert.equal(detail.quantite, 'deux');
});

test('a line of the API comes back with the same values', () => {
  const line = fromDetail({ piece_id: 'p1', piece: { nom: 'Vis', reference: 'R' }, quantite: '2.000', prix_unitaire: '1.00', remise: '0.00', taux_tva: '5.50' });
  assert.deepEqual(toDetails([line]), [{ piece_id: 'p1', quantite: '2', prix_unitaire: '1', taux_tva: '5.50' }]);
});

test('a line is short when less is available than asked', () => {
  assert.equal(availability({ quantite: '3' }, { disponible: '2.999' }), 'court');
  assert.equal(availability({ quantite: '3' }, { disponible: '3.000' }), 'ok');
  assert.equal(availability({ quantite: '3' }, null), null);
});

test('the acts offered follow the state of a sale', () => {
  assert.deepEqual(actionsOf({ etat: 'brouillon', type: 'vente' }), ['valider', 'annuler']);
  assert.deepEqual(actionsOf({ etat: 'livree', type: 'vente' }), []);
  assert.ok(isEditable({ etat: 'brouillon' }));
  assert.ok(!isEditable({ etat: 'validee' }));
  assert.equal(stepState('preparee', 'expediee'), 'done');
});
