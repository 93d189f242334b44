import { html } from '../html.js';
import { language, LANGUAGES, speak, t } from '../i18n.js';

export function LanguageSwitch() {
  const next = LANGUAGES[(LANGUAGES.indexOf(language.value) + 1) % LANGUAGES.length];
  return html`<button type="button" class="icon-button language-switch" onClick=${() => speak(next)}
    aria-label=${t('langue.passer', { langue: t(`langue.${next}`) })} title=${t('langue.passer', { langue: t(`langue.${next}`) })}>
    ${language.value.toUpperCase()}</button>`;
}
