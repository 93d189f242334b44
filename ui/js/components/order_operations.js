import * as api from '../api/commandes.js';
import { ago, dateTime, quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { openFile } from '../open_file.js';
import { reportError } from '../toasts.js';
import { Icon } from './icon.js';

const ICONS = { expedition: 'truck-delivery', reception: 'package-import', retour: 'arrow-back-up' };

/** What left, what came in, what came back: each with its slip, and for what came in its labels. */
export function OrderOperations({ order }) {
  const operations = (order.operations ?? []).filter(({ etat }) => etat !== 'refusee');
  if (!operations.length) return null;
  const names = new Map(order.details.map((detail) => [detail.piece_id, detail.piece.nom]));
  return html`
    <section class="card panel">
      <header class="panel-header">
        <h2>${t('commande.operations')}</h2>
      </header>
      <ul class="operations">
        ${operations.map((operation) => html`
          <li key=${operation.id}>
            <span class="operation-icon">
              <${Icon} name=${ICONS[operation.type]} size=${18} />
            </span>
            <div>
              <strong>${t(`operation.${operation.type}`)}</strong>
              <small>
                ${operation.lignes
                  .map((line) => `${quantity(line.quantite)} × ${names.get(line.piece_id) ?? line.reference}`)
                  .join(', ')}
              </small>
              <small>
                <time title=${dateTime(operation.cree_le)}>${ago(operation.cree_le)}</time>
                ${operation.user_email && ` · ${operation.user_email}`}
                ${operation.motif && ` · ${operation.motif}`}
              </small>
            </div>
            <span class="row-actions">
              ${operation.type === 'reception' && html`
                <a
                  class="btn btn-sm"
                  href=${`#/pieces/etiquettes?ids=${[...new Set(operation.lignes.map(({ piece_id: id }) => id))].join(',')}`}>
                  <${Icon} name="tag" size=${16} />
                  ${t('etiquette.etiquettes')}
                </a>
              `}
              <button
                type="button"
                class="btn btn-sm"
                onClick=${() => openFile(() => api.slip(order.id, operation.id)).catch(reportError)}>
                <${Icon} name="printer" size=${16} />
                ${t('operation.bon')}
              </button>
            </span>
          </li>
        `)}
      </ul>
    </section>
  `;
}
