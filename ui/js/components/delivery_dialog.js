import * as api from '../api/webhooks.js';
import { dateTime } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { outcomeText } from '../delivery_outcome.js';
import { explain } from '../refusals.js';
import { useResource } from '../resource.js';
import { eventText } from '../webhook_events.js';
import { Dialog } from './dialog.js';
import { Skeleton } from './skeleton.js';
import { DeliveryBadge } from './webhook_badge.js';

/** One delivery: each try, and what was sent. */
export function DeliveryDialog({ id, known, onClose }) {
  const { data, error } = useResource((signal) => api.delivery(id, signal), [id]);
  return html`
    <${Dialog} title=${data ? eventText(data.evenement, known) : t('livraison.titre')} onClose=${onClose} class="dialog-wide">
      ${error && html`<p class="field-error">${explain(error)}</p>`}
      ${!data && !error && html`<${Skeleton} lines=${5} />`}
      ${data && html`
        <p><${DeliveryBadge} etat=${data.etat} /></p>
        <h3>${t('livraison.tentatives', { n: data.tentatives.length })}</h3>
        <ol class="attempts">
          ${data.tentatives.map((attempt) => html`
            <li key=${attempt.numero}>
              <div><strong>${outcomeText(attempt)}</strong><time>${dateTime(attempt.commence_le)}</time></div>
              ${attempt.adresse && html`<small>${attempt.adresse}</small>`}
              ${attempt.extrait && html`<pre class="log-json">${attempt.extrait}</pre>`}
            </li>
          `)}
        </ol>
        <h3>${t('livraison.contenu')}</h3>
        <pre class="log-json">${JSON.stringify(data.contenu, null, 2)}</pre>
      `}
    <//>
  `;
}
