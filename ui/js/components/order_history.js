import * as api from '../api/commandes.js';
import { html } from '../html.js';
import { t, tMaybe } from '../i18n.js';
import { isWaiting, stepWords } from '../order_states.js';
import { explain } from '../refusals.js';
import { useResource } from '../resource.js';
import { Skeleton } from './skeleton.js';
import { Timeline } from './timeline.js';

// while stock_service was asked the order stood in between: the steps a person follows are those around it
const isStep = (row) => !isWaiting({ etat: row.etat_apres });

/** Every transition: who, when. */
export function OrderHistory({ id }) {
  const { data, error } = useResource((signal) => api.history(id, signal), [id]);
  const rows = data && (data.results ?? data).filter(isStep);
  return html`
    <section class="card panel order-steps">
      <header class="panel-header">
        <h2>${t('commande.historique')}</h2>
      </header>
      <div class="panel-body">
        ${error && html`<p class="field-error mb-0">${explain(error)}</p>`}
        ${!rows && !error && html`<${Skeleton} />`}
        ${rows && html`
          <${Timeline}
            rows=${rows}
            title=${(row) => tMaybe(stepWords(row), {}, row.etat_apres)}
            detail=${(row) => row.motif && html`<div>${row.motif}</div>`}
          />
        `}
      </div>
    </section>
  `;
}
