import * as api from '../api/stock.js';
import { quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useResource } from '../resource.js';
import { UrgencyBadge } from './badges.js';
import { EmptyState } from './empty_state.js';
import { ErrorState } from './error_state.js';
import { Skeleton } from './skeleton.js';

const SHOWN = 10;

/** The first of the reorder proposals: what is available against the point where one orders. */
export function AlertList() {
  const { data, error, reload } = useResource((signal) => api.proposals({ page_size: SHOWN }, signal));
  if (error && !data) return html`<${ErrorState} error=${error} onRetry=${reload} />`;
  if (!data) return html`<${Skeleton} lines=${5} />`;
  if (!data.results.length)
    return html`<${EmptyState} icon="circle-check" title=${t('reappro.rien')} text=${t('reappro.rien_texte')} />`;
  return html`
    <ul class="alert-list">
      ${data.results.map((row) => html`<${Alert} key=${row.piece_id} row=${row} />`)}
    </ul>
  `;
}

function Alert({ row }) {
  const facts = { disponible: quantity(row.disponible), seuil: quantity(row.point_commande) };
  return html`
    <li>
      <a href=${`#/pieces/${row.piece_id}`}>
        <strong>${row.nom}</strong>
        <code>${row.reference}</code>
      </a>
      <span class="alert-gauge">
        <meter
          min="0"
          max=${Math.max(Number(row.point_commande), 1)}
          value=${Number(row.disponible)}
          aria-label=${t('tableau.jauge', facts)}></meter>
        <small>
          ${facts.disponible} / ${facts.seuil}
        </small>
      </span>
      <${UrgencyBadge} urgence=${row.urgence} />
    </li>
  `;
}
