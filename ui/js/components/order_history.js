import * as api from '../api/commandes.js';
import { html } from '../html.js';
import { t, tMaybe } from '../i18n.js';
import { useResource } from '../resource.js';
import { Skeleton } from './skeleton.js';
import { Timeline } from './timeline.js';

const stateOf = (row) => row.etat ?? row.etat_apres ?? row.vers ?? row.action;

/** Every transition: who, when. */
export function OrderHistory({ id }) {
  const { data, error } = useResource((signal) => api.history(id, signal), [id]);
  const rows = data?.results ?? data;
  return html`
    <section class="card panel">
      <header class="panel-header">
        <h2>${t('commande.historique')}</h2>
      </header>
      <div class="panel-body">
        ${error && html`<p class="field-error mb-0">${error.message}</p>`}
        ${!rows && !error && html`<${Skeleton} />`}
        ${rows && html`
          <${Timeline}
            rows=${rows}
            title=${(row) => tMaybe(`etat.${stateOf(row)}`, {}, stateOf(row))}
            detail=${(row) => row.motif && html`<div>${row.motif}</div>`}
          />
        `}
      </div>
    </section>
  `;
}
