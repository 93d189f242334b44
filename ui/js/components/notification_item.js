import { ago } from '../format.js';
import { html } from '../html.js';
import { Icon } from './icon.js';

const ICONS = {
  stock_bas: 'trending-down',
  stock_epuise: 'package-off',
  livraison: 'truck-delivery',
  commande: 'shopping-cart',
  systeme: 'info-circle',
};
const address = (item) =>
  item.piece_id
    ? `#/pieces/${item.piece_id}`
    : item.commande_id
      ? `#/commandes/${item.commande_id}`
      : '#/notifications';

/** One notification. `onRead`, when given, is offered on the unread ones. */
export function NotificationItem({ item, compact, onGo, children }) {
  return html`
    <article
      class=${`notification notification-${item.type} ${item.lue ? '' : 'is-unread'} ${compact ? 'is-compact' : ''}`}>
      <span class="notification-icon">
        <${Icon} name=${ICONS[item.type] ?? 'bell'} size=${18} />
      </span>
      <div class="notification-text">
        <a href=${address(item)} onClick=${onGo}>
          ${item.titre}
        </a>
        ${item.message && html`<p>${item.message}</p>`}
        <time dateTime=${item.cree_le}>${ago(item.cree_le)}</time>
      </div>
      ${children}
    </article>
  `;
}
