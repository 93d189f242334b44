import { addressOf } from '../notification_address.js';
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

/** One notification. `children` are what may be done with it. */
export function NotificationItem({ item, compact, onGo, children }) {
  return html`
    <article
      class=${`notification notification-${item.type} niveau-${item.niveau} ${item.lue ? '' : 'is-unread'} ${compact ? 'is-compact' : ''}`}>
      <span class="notification-icon">
        <${Icon} name=${ICONS[item.type] ?? 'bell'} size=${18} />
      </span>
      <div class="notification-text">
        <a href=${`#${addressOf(item)}`} onClick=${onGo}>
          ${item.titre}
        </a>
        ${item.message && html`<p>${item.message}</p>`}
        <time dateTime=${item.cree_le}>${ago(item.cree_le)}</time>
      </div>
      ${children}
    </article>
  `;
}
