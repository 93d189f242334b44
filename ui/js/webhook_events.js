import { language, t } from './i18n.js';

export const ALL = '*';

/** What an event is called. `known`: those of the API, each with its name in both languages. */
export function eventText(nom, known) {
  if (nom === ALL) return t('webhook.tous_evenements');
  if (nom === 'test') return t('webhook.essai');
  return known.find((event) => event.nom === nom)?.libelle[language.value] ?? nom;
}
