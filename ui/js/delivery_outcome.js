import { t, tMaybe } from './i18n.js';

/** How one try ended: the status answered, or why there was none. */
export function outcomeText(attempt) {
  if (!attempt) return '–';
  const { statut, erreur, duree_ms: time } = attempt;
  const what = statut ?? tMaybe(`livraison.erreur.${erreur}`, {}, erreur);
  return time === null || time === undefined ? String(what) : t('livraison.en_ms', { quoi: what, duree: Math.round(time) });
}
