import { t } from './i18n.js';
import { addressOf, isShownAt } from './notification_address.js';
import { go, location } from './router.js';
import { notify, toasts } from './toasts.js';
import { isTyped } from './unsaved.js';

const SLOT = 'notification';

/**
 * Say it on the tab in front, in one message however many come. What comes in quiet hours, while something is typed, or is
 * about what is on the screen, is only counted.
 */
export function announce(notification) {
  if (notification.silencieuse || notification.lue || document.hidden || isTyped()) return;
  if (isShownAt(location.value.path, notification)) return;
  const before = toasts.value.find(({ slot }) => slot === SLOT)?.count ?? 0;
  if (before) say(t('notifications.nouvelles', { n: before + 1 }), '/notifications', before + 1);
  else say(notification.titre, addressOf(notification), 1);
}

function say(text, address, count) {
  const [path, query] = address.split('?');
  notify(text, {
    kind: 'info',
    slot: SLOT,
    count,
    action: { label: t('notifications.voir'), run: () => go(path, Object.fromEntries(new URLSearchParams(query))) },
  });
}
