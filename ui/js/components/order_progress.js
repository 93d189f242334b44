import { html } from '../html.js';
import { t } from '../i18n.js';
import { STEPS, stepState } from '../order_states.js';
import { Icon } from './icon.js';

export function OrderProgress({ etat }) {
  if (etat === 'annulee')
    return html`
      <div class="alert alert-danger" role="status">
        <${Icon} name="circle-x" />
        ${t('commande.est_annulee')}
      </div>
    `;
  return html`
    <ol class="order-progress card" aria-label=${t('commande.avancement')}>
      ${STEPS.map((step, i) => html`
        <li
          key=${step}
          class=${`step-${stepState(step, etat)}`}
          aria-current=${stepState(step, etat) === 'current' ? 'step' : undefined}>
          <span class="step-mark">
            ${stepState(step, etat) === 'done' ? html`<${Icon} name="check" size=${16} />` : i + 1}
          </span>
          <span>${t(`etat.${step}`)}</span>
        </li>
      `)}
    </ol>
  `;
}
