import { money } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';

export const AGES = ['a_echoir', 'jours_1_30', 'jours_31_60', 'jours_61_90', 'jours_plus_90'];

/** What is owed, by age: one bar, the older the warmer, and its figures below. */
export function AgingBar({ amounts }) {
  const parts = AGES.map((age) => ({ age, amount: amounts[age], share: Math.max(0, Number(amounts[age])) }));
  const total = parts.reduce((sum, { share }) => sum + share, 0);
  return html`
    <div class="aging">
      ${total > 0 && html`
        <svg class="aging-bar" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">
          ${slices(parts, total).map(({ age, x, width }) => html`
            <rect key=${age} class=${`age-${age}`} x=${x} y="0" width=${width} height="16" />
          `)}
        </svg>
      `}
      <dl class="aging-figures">
        ${parts.map(({ age, amount }) => html`
          <div key=${age}>
            <dt>
              <i class=${`age-${age}`} aria-hidden="true"></i>
              ${t(`echeancier.${age}`)}
            </dt>
            <dd>${money(amount)}</dd>
          </div>
        `)}
      </dl>
    </div>
  `;
}

function slices(parts, total) {
  let x = 0;
  return parts.map(({ age, share }) => {
    const width = (share / total) * 1000;
    x += width;
    return { age, x: x - width, width };
  });
}
