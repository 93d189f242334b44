import { html } from '../html.js';
import { t } from '../i18n.js';

export function Brand() {
  return html`
    <a class="brand" href="#/">
      <img src="/assets/favicon.svg" width="32" height="32" alt="" />
      <span>${t('app.nom')}</span>
    </a>
  `;
}
