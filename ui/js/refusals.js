import { quantity } from './format.js';
import { t, tMaybe } from './i18n.js';
import { fieldOf } from './refusal_fields.js';

const QUANTITIES = ['quantite', 'disponible', 'demande'];

/** The errors by field that a form with these values shows; empty when the error is about none of them. */
export function fieldErrors(error, values) {
  const field = fieldOf(error, values);
  return field ? { [field]: [explain(error)] } : (error.fields ?? {});
}

/** The sentence, and what the API says of each field it names: for where no field shows its own. */
export const explainWhole = (error) => [explain(error), ...Object.values(error.fields ?? {}).flat()].join(' ');

/** The sentence for a person: ours for the codes we know, with the facts the refusal carries, else the API's own. */
export function explain(error) {
  const facts = { ...error.data, secondes: error.retryAfter ?? '' };
  if (facts.etat) facts.etat = tMaybe(`etat.${facts.etat}`, {}, facts.etat);
  if (facts.raison) facts.raison = tMaybe(`paiement.raison.${facts.raison}`, {}, facts.raison);
  for (const name of QUANTITIES) if (facts[name] !== undefined) facts[name] = quantity(facts[name]);
  if (error.code === 'stock_insuffisant' && facts.disponible !== undefined)
    return t('erreur.stock_insuffisant_ici', facts);
  return tMaybe(`erreur.${error.code}`, facts, error.detail || error.title || t('erreur.erreur'));
}
