// French first, English. Reading `t` in a component subscribes it to the language.
import { signal } from '@preact/signals';
import { setLanguage } from './format.js';
import en from './i18n/en.js';
import fr from './i18n/fr.js';
import { local } from './storage.js';
import { translate } from './translate.js';

const DICTIONARIES = { fr, en };
const KEY = 'gds.langue';
const known = (code) => (DICTIONARIES[code] ? code : null);

export const language = signal('fr');
export const LANGUAGES = Object.keys(DICTIONARIES);

export function t(key, values) {
  return translate(DICTIONARIES[language.value], language.value, key, values);
}

/** The text of a key that may not exist (an error code, an action of the audit log), else the fallback. */
export function tMaybe(key, values, fallback) {
  return DICTIONARIES[language.value][key] === undefined ? fallback : t(key, values);
}

export function speak(code, { keep = true } = {}) {
  language.value = known(code) ?? 'fr';
  setLanguage(language.value);
  document.documentElement.lang = language.value;
  if (keep) local.set(KEY, language.value);
}

/** The person's own choice on this machine, else the account's language, else French. */
export function speakAtStart(accountLanguage) {
  speak(known(local.get(KEY)) ?? accountLanguage ?? 'fr', { keep: false });
}
