import { keepLanguage } from '../account_language.js';
import { html } from '../html.js';
import { language, LANGUAGES, speak, t } from '../i18n.js';

export function LanguageSwitch() {
  const shown = language.value.toUpperCase();
  const next = LANGUAGES[(LANGUAGES.indexOf(language.value) + 1) % LANGUAGES.length];
  const label = t('langue.passer', { actuelle: shown, langue: t(`langue.${next}`) });
  const change = () => {
    speak(next);
    keepLanguage(next);
  };
  return html`
    <button
      type="button"
      class="icon-button language-switch"
      aria-label=${label}
      title=${label}
      onClick=${change}>
      ${shown}
    </button>
  `;
}
