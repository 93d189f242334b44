import { html } from '../html.js';
import { t } from '../i18n.js';
import { Icon } from './icon.js';

const ICONS = { totp: 'device-mobile', email: 'mail' };

/** By what one may prove who one is, besides the password. */
export function FactorMethods({ methods, onChoose }) {
  return html`
    <div class="factor-methods">
      ${methods.map((method) => html`
        <button key=${method} type="button" class="factor-method" onClick=${() => onChoose(method)}>
          <${Icon} name=${ICONS[method]} size=${24} />
          <span>
            <strong>${t(`facteur.${method}`)}</strong>
            <small>${t(`facteur.${method}_texte`)}</small>
          </span>
          <${Icon} name="chevron-right" size=${18} />
        </button>
      `)}
    </div>
  `;
}
