import * as api from '../api/commandes.js';
import { count } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useResource } from '../resource.js';
import { OrderBadge } from './badges.js';
import { ErrorState } from './error_state.js';

const STATES = ['brouillon', 'validee', 'preparee', 'expediee', 'livree'];
const load = (signal) => Promise.all(STATES.map((etat) => api.countByState(etat, signal)));

/** How many orders stand at each step; each row leads to them. */
export function OrderCounts() {
  const { data, error, reload } = useResource(load);
  const most = Math.max(1, ...(data ?? []));
  return html`
    <section class="card panel">
      <header class="panel-header">
        <h2>${t('tableau.commandes')}</h2>
        <a href="#/commandes" aria-label=${`${t('action.voir_tout')} : ${t('tableau.commandes')}`}>
          ${t('action.voir_tout')}
        </a>
      </header>
      <div class="panel-body">
        ${error && !data ? html`
          <${ErrorState} error=${error} onRetry=${reload} />
        ` : html`
          <ul class="order-counts">
            ${STATES.map((etat, i) => html`
              <li key=${etat}>
                <a href=${`#/commandes?etat=${etat}`}>
                  <${OrderBadge} etat=${etat} />
                  <span class="order-bar">
                    <progress max=${most} value=${data?.[i] ?? 0} aria-hidden="true"></progress>
                  </span>
                  <strong>${data ? count(data[i]) : '…'}</strong>
                </a>
              </li>
            `)}
          </ul>
        `}
      </div>
    </section>
  `;
}
