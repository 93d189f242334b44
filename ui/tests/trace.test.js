import assert from 'node:assert/strict';
import { test } from 'node:test';
import fr from '../js/i18n/fr.js';
import { changesOf, fieldsOf } from '../js/trace.js';
import { translate } from '../js/translate.js';

const t = (key, values) => translate(fr, 'fr', key, values).replace(/[\u00a0\u202f]/g, ' ');
const WORDS = { t, tMaybe: (key, values, fallback) => (key in fr ? t(key, values) : fallback) };
const said = (before, after) =>
  changesOf(before, after, WORDS).map(({ label, from, to, text }) => `${label} ${text ?? `${from} → ${to}`}`.replace(/[\u00a0\u202f]/g, ' '));
const ID = '019b76da-a800-777a-879e-8f23617899e5';

test('a change names its field and its state in words, amounts and days as a person writes them', () => {
  const before = { etat: 'brouillon', total_ht: '1200.50', quantite: '3.000', taux_tva: '20.00', prevu_le: null, version: 1 };
  const after = { etat: 'validee', total_ht: '30.40', quantite: '4.500', taux_tva: '5.50', prevu_le: '2026-03-04', version: 2 };
  assert.deepEqual(said(before, after), [
    'État Brouillon → Validée',
    'Total HT 1 200,50 € → 30,40 €',
    'Quantité 3 → 4,5',
    'TVA 20 % → 5,5 %',
    'Prévue le – → 4 mars 2026',
  ]);
});

test('the lines of an order are counted: those that came, went or changed', () => {
  const lines = (...quantities) => quantities.map((quantite, i) => ({ piece_id: `p${i}`, quantite }));
  assert.deepEqual(said({ details: lines('1', '2') }, { details: lines('1', '3', '1') }), ['Lignes 2 lignes modifiées']);
});

test('no identifier and no JSON is shown', () => {
  const before = { categorie_id: null, fournisseur_id: ID, attributs: {}, codes_fournisseurs: [], publie: false };
  const after = { categorie_id: ID, fournisseur_id: null, attributs: { couleur: 'bleu' }, codes_fournisseurs: [{ code: 'X1', fournisseur_id: ID }], publie: true };
  assert.deepEqual(said(before, after), [
    'Catégorie nouvelle valeur',
    'Fournisseur valeur retirée',
    'Attributs – → couleur : bleu',
    'Codes fournisseurs – → code : X1',
    'Publiée non → oui',
  ]);
  assert.deepEqual(fieldsOf(after, WORDS).map(({ name }) => name), ['attributs', 'codes_fournisseurs', 'publie']);
});

test('what a person typed stays as typed', () => {
  const typed = { nom: '2026-13-45T99:00', notes: '1.50' };
  assert.deepEqual(said({ nom: 'a', notes: 'b' }, typed), ['Nom a → 2026-13-45T99:00', 'Notes b → 1.50']);
});

test('what nobody foresaw is still readable, and empty is empty however it is written', () => {
  assert.deepEqual(said({ champ_neuf: 'a', notes: '' }, { champ_neuf: 'b', notes: null }), ['Champ neuf a → b']);
});
