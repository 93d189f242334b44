import { html } from '../html.js';
import { t } from '../i18n.js';
import { namedBy, stepState, stepsOf } from '../order_states.js';
import { Icon } from './icon.js';

const ENDS = { annulee: ['alert-danger', 'circle-x'], retournee: ['alert-warning', 'arrow-back-up'] };

export function OrderProgress({ etat, type }) {
  if (ENDS[etat]) {
    const [look, icon] = ENDS[etat];
    return html`
      <div class=${`alert ${look}`} role="status">
        <${Icon} name=${icon} />
        ${t(`commande.est_${etat}`)}
      </div>
    `;
  }
  return html`
    <ol class="order-progress card" aria-label=${t('commande.avancement')}>
      ${stepsOf(type).map((step, i) => html`
        <li
          key=${step}
          class=${`step-${stepState(step, etat, type)}`}
          aria-current=${stepState(step, etat, type) === 'current' ? 'step' : undefined}>
          <span class="step-mark">
            ${stepState(step, etat, type) === 'done' ? html`<${Icon} name="check" size=${16} />` : i + 1}
          </span>
          <span>${t(`etat.${namedBy(step, etat)}`)}</span>
        </li>
      `)}
    </ol>
  `;
}
