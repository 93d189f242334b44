import { quantity } from './format.js';
import { t, tMaybe } from './i18n.js';

const QUANTITIES = ['quantite', 'disponible', 'demande'];

/** The sentence for a person: ours for the codes we know, with the facts the refusal carries, else the API's own. */
export function explain(error) {
  const facts = { ...error.data, secondes: error.retryAfter ?? '' };
  if (facts.etat) facts.etat = tMaybe(`etat.${facts.etat}`, {}, facts.etat);
  for (const name of QUANTITIES) if (facts[name] !== undefined) facts[name] = quantity(facts[name]);
  if (error.code === 'stock_insuffisant' && facts.disponible !== undefined)
    return t('erreur.stock_insuffisant_ici', facts);
  return tMaybe(`erreur.${error.code}`, facts, error.detail || error.title || t('erreur.erreur'));
}
