import { ago, dateTime, quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { EmptyState } from './empty_state.js';
import { Icon } from './icon.js';

const LOOK = {
  IN: ['arrow-down-left', 'green'],
  OUT: ['arrow-up-right', 'orange'],
  TRANSFER: ['arrows-left-right', 'blue'],
  ADJUST: ['adjustments', 'purple'],
};

/** "+2" or "−2": what the movement did at its place. A transfer is two rows, one at each place. */
export function signedQuantity({ quantite }) {
  return `${quantite.startsWith('-') ? '−' : '+'}${quantity(quantite.replace('-', ''))}`;
}

/** The place, and for a transfer the way: the row that leaves knows where to, the one that arrives where from. */
export function route({ emplacement, emplacement_destination: to, emplacement_origine: from }) {
  return [from?.code, emplacement.code, to?.code].filter(Boolean).join(' → ');
}

export function MovementIcon({ type }) {
  const [icon, tone] = LOOK[type] ?? ['activity', 'secondary'];
  return html`
    <span class=${`movement-icon tone-${tone}`} title=${t(`mouvement.type.${type}`)}>
      <${Icon} name=${icon} size=${16} />
    </span>
  `;
}

/** The last movements, newest first. Inside a part's own page its name is not repeated. */
export function MovementFeed({ movements, ofPiece }) {
  if (!movements?.length) return html`<${EmptyState} icon="arrows-exchange" title=${t('mouvement.aucun')} />`;
  return html`
    <ul class="movement-feed">
      ${movements.map((movement) => html`
        <li key=${movement.id}>
          <${MovementIcon} type=${movement.type} />
          <div>
            <strong>
              ${ofPiece ? (
                t(`mouvement.type.${movement.type}`)
              ) : html`
                <a href=${`#/pieces/${movement.piece_id}`}>${movement.piece?.nom}</a>
              `}
            </strong>
            <small>${[route(movement), movement.motif].filter(Boolean).join(' · ')}</small>
          </div>
          <div class="movement-amount">
            <span class=${`amount-${movement.type}`}>${signedQuantity(movement)}</span>
            <time dateTime=${movement.cree_le} title=${dateTime(movement.cree_le)}>
              ${ago(movement.cree_le)}
            </time>
          </div>
        </li>
      `)}
    </ul>
  `;
}
