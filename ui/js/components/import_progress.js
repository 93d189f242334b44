import { isRunning, stepOf, steps } from '../import_states.js';
import { percent } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { Icon } from './icon.js';

const TONES = { analyse: 'blue', termine: 'green', annule: 'secondary', illisible: 'red' };

export const ImportBadge = ({ etat }) => html`
  <span class=${`status-badge status-${TONES[etat] ?? 'yellow'}`}>
    <i aria-hidden="true"></i>
    ${t(`import.etat.${etat}`)}
  </span>
`;

/** Where one is: file, preview, application, end. */
export function ImportSteps({ found }) {
  const now = steps().indexOf(stepOf(found));
  return html`
    <ol class="order-progress card" aria-label=${t('import.etapes')}>
      ${steps().map((step, i) => html`
        <li
          key=${step}
          class=${i < now ? 'step-done' : i === now ? 'step-current' : 'step-todo'}
          aria-current=${i === now ? 'step' : undefined}>
          <span class="step-mark">${i < now ? html`<${Icon} name="check" size=${16} />` : i + 1}</span>
          <span>${t(`import.etape.${step}`)}</span>
        </li>
      `)}
    </ol>
  `;
}

/** The bar of what runs now. */
export function ImportProgress({ found }) {
  if (!isRunning(found)) return null;
  const done = Math.round((found.avancement ?? 0) * 100);
  return html`
    <section class="card card-body import-running" aria-live="polite">
      <strong>${t(`import.etat.${found.etat}`)}</strong>
      <progress max="100" value=${done} aria-label=${t(`import.etat.${found.etat}`)}></progress>
      <span>${percent(done)}</span>
    </section>
  `;
}
