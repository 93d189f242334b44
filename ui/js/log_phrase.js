import { language, tMaybe } from './i18n.js';

export const actionText = (action) => tMaybe(`action_journal.${action}`, {}, action);

/** What an entry of the audit log says. The API writes the sentence, in both languages. */
export function phraseOf(entry) {
  const phrase = language.value === 'en' ? entry.phrase_en : entry.phrase;
  return phrase || `${actionText(entry.action)} · ${entry.libelle}`;
}
