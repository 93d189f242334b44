import { millisecondsText } from '../duration.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { phraseOf } from '../log_phrase.js';
import { statusTone } from '../status_tone.js';
import { Icon } from './icon.js';

const DEEPEST = 5;
const LEAST = 0.6; // percent: a call shorter than the pen is still seen

/** The steps of a request, one under the other, each with its place in time. */
export function RequestSteps({ steps, total }) {
  if (!steps.length) return html`<p class="text-secondary">${t('requete.vide')}</p>`;
  return html`
    <ol class="request-steps">
      ${steps.map((step) => html`<${Step} key=${step.cle} step=${step} total=${total} />`)}
    </ol>
  `;
}

function Step({ step, total }) {
  const { appel: call, acte: act, service, profondeur: depth, decalage_ms: offset, duree_ms: length } = step;
  const tone = call ? statusTone(call.statut) : 'blue';
  return html`
    <li class=${`step-depth-${Math.min(depth, DEEPEST)}`}>
      <span class=${`step-kind tone-${tone}`}><${Icon} name=${call ? 'arrow-right' : 'edit'} size=${16} /></span>
      <div class="step-what">
        ${call ? html`
          <strong><code class="method">${call.methode}</code> ${call.chemin}</strong>
          <small>${service} → ${call.service_cible} · ${call.statut || t('appels.sans_reponse')}</small>
        ` : html`
          <strong>${phraseOf(act)}</strong>
          <small>${service}</small>
        `}
      </div>
      <span class="step-time">${length === null ? `+${millisecondsText(offset)}` : millisecondsText(length)}</span>
      <${Bar} ...${{ tone, start: percent(offset, total), size: percent(length ?? 0, total) }} />
    </li>
  `;
}

const percent = (part, whole) => (whole > 0 ? Math.min(100, (100 * part) / whole) : 0);

function Bar({ tone, start, size }) {
  const width = Math.max(size, LEAST);
  return html`
    <svg class=${`step-bar bar-${tone}`} aria-hidden="true" width="100%" height="8">
      <rect class="bar-ground" x="0" y="2" width="100%" height="4" rx="2" />
      <rect class="bar-length" x=${`${Math.min(start, 100 - width)}%`} y="0" width=${`${width}%`} height="8" rx="3" />
    </svg>
  `;
}
