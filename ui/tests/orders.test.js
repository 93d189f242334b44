import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addScanned, availability, filled, fromDetail, newLine, toDetails, withPiece } from '../js/order_lines.js';
import { countOne, openLines, setAll, toLignes } from '../js/order_quantities.js';
import { actionsOf, namedBy, outcomeOf, stepState, stepWords } from '../js/order_states.js';

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
  const state = (quantite, level) => {
    const line = { piece: PIECE, quantite };
    return availability(line, level, [line, newLine()]);
  };
  assert.equal(state('3', { disponible: '2.999' }), 'court');
  assert.equal(state('3', { disponible: '3.000' }), 'ok');
  assert.equal(state('3', null), null);
  assert.equal(state('', { disponible: '3.000' }), null);
});

test('lines of one part are short together', () => {
  const lines = [{ piece: PIECE, quantite: '6' }, { piece: { id: 'p2' }, quantite: '9' }, { piece: PIECE, quantite: '5' }];
  const states = (disponible) => [lines[0], lines[2]].map((line) => availability(line, { disponible }, lines));
  assert.deepEqual(states('10.999'), ['court', 'court']);
  assert.deepEqual(states('11.000'), ['ok', 'ok']);
});

test('the acts offered are those of the API that the person may do, the usual one first', () => {
  const order = { actions: ['annuler', 'facturer', 'preparer', 'expedier', 'dupliquer'] };
  const all = actionsOf(order, () => true);
  assert.deepEqual(all, { buttons: ['expedier', 'facturer', 'preparer'], others: ['dupliquer', 'annuler'] });
  const magasinier = actionsOf(order, (permission) => permission === 'commandes.expedier');
  assert.deepEqual(magasinier, { buttons: ['expedier', 'preparer'], others: [] });
});

test('the progress of an order follows its kind', () => {
  assert.equal(stepState('preparee', 'expediee'), 'done');
  assert.equal(stepState('expediee', 'partiellement_expediee'), 'current');
  assert.equal(stepState('recue', 'partiellement_recue', 'achat'), 'current');
  assert.equal(stepState('recue', 'recue', 'achat'), 'current');
  assert.equal(stepState('livree', 'retour_en_cours'), 'done');
});

test('a step done in part says so', () => {
  assert.equal(namedBy('expediee', 'partiellement_expediee'), 'partiellement_expediee');
  assert.equal(namedBy('validee', 'partiellement_expediee'), 'validee');
  assert.equal(namedBy('expediee', 'expediee'), 'expediee');
});

test('what is announced is what the act came to', () => {
  assert.equal(outcomeOf('expedier', { etat: 'expediee', type: 'vente' }), 'commande.expedier_fait');
  assert.equal(outcomeOf('expedier', { etat: 'partiellement_expediee', type: 'vente' }), 'commande.expedier_fait_partie');
  assert.equal(outcomeOf('expedier', { etat: 'expedition_en_cours', type: 'vente' }), 'commande.acte_en_cours');
  assert.equal(outcomeOf('valider', { etat: 'validee', type: 'achat' }), 'commande.valider_fait_achat');
});

test('a step that ends where it began is named by what was done', () => {
  const back = { action: 'retourner', etat_avant: 'retour_en_cours', etat_apres: 'livree', motif: '' };
  assert.equal(stepWords(back), 'commande.etape_retour');
  assert.equal(stepWords({ ...back, motif: 'Stock insuffisant' }), 'commande.etape_refusee');
  assert.equal(stepWords({ ...back, etat_apres: 'retournee' }), 'etat.retournee');
});

const ORDER = {
  details: [
    { id: 'd1', piece_id: 'p1', quantite_restante: '3.000', quantite_retournable: '0.000' },
    { id: 'd2', piece_id: 'p2', quantite_restante: '0.000', quantite_retournable: '2.000' },
  ],
};

test('shipping starts with all that remains, a return with nothing', () => {
  assert.deepEqual(toLignes(openLines(ORDER, 'expedier'), 'expedier'), [{ detail_id: 'd1', quantite: '3' }]);
  assert.deepEqual(toLignes(openLines(ORDER, 'retourner'), 'retourner'), []);
});

test('a line of none is not part of what is shipped, however zero is written', () => {
  for (const quantite of ['', '0', '0,00', '0.0'])
    assert.deepEqual(toLignes(openLines(ORDER, 'expedier').map((line) => ({ ...line, quantite })), 'expedier'), [], quantite);
});

test('a scan counts one, never more than remains', () => {
  let lines = setAll(openLines(ORDER, 'recevoir'), false);
  for (let i = 0; i < 3; i += 1) lines = countOne(lines, 'p1');
  assert.deepEqual(toLignes(lines, 'recevoir'), [{ detail_id: 'd1', quantite: '3.000' }].map((line) => ({ ...line, quantite: '3' })));
  assert.equal(countOne(lines, 'p1'), null);
  assert.equal(countOne(lines, 'p2'), null);
});

test('a scanned part adds to its line, or opens one at the price of its side', () => {
  const piece = { ...PIECE, prix_achat: '1.00' };
  const lines = addScanned(addScanned([newLine()], piece, 'achat'), piece, 'achat');
  assert.deepEqual(toDetails(lines), [{ piece_id: 'p1', quantite: '2', prix_unitaire: '1', taux_tva: '20' }]);
});
