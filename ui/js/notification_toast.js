import { t } from './i18n.js';
import { go } from './router.js';
import { notify } from './toasts.js';

/** Where a notification leads: its own link, else what it is about. */
export function addressOf({ lien, piece_id: piece, commande_id: order }) {
  if (lien) return lien;
  if (piece) return `/pieces/${piece}`;
  return order ? `/commandes/${order}` : '/notifications';
}

/** Say it on the tab in front. What comes in quiet hours is only counted. */
export function announce(notification) {
  if (notification.silencieuse || notification.lue || document.hidden) return;
  const [path, query] = addressOf(notification).split('?');
  notify(notification.titre, {
    kind: 'info',
    action: { label: t('notifications.voir'), run: () => go(path, Object.fromEntries(new URLSearchParams(query))) },
  });
}
