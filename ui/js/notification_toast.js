import { t } from './i18n.js';
import { addressOf, isShownAt } from './notification_address.js';
import { go, location } from './router.js';
import { notify } from './toasts.js';

/** Say it on the tab in front. What comes in quiet hours, or is about what is on the screen, is only counted. */
export function announce(notification) {
  if (notification.silencieuse || notification.lue || document.hidden) return;
  if (isShownAt(location.value.path, notification)) return;
  const [path, query] = addressOf(notification).split('?');
  notify(notification.titre, {
    kind: 'info',
    action: { label: t('notifications.voir'), run: () => go(path, Object.fromEntries(new URLSearchParams(query))) },
  });
}
