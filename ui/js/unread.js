// The count on the bell: live, polled while the stream says nothing, and counted again now and then all the same.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import * as api from './api/notifications.js';
import { isLive, listen } from './live.js';
import { announce } from './notification_toast.js';
import { useEvery } from './resource.js';
import { user } from './session.js';

const SECONDS = 8;
const RECOUNT = 60_000;
const REMEMBERED = 200;
const seen = new Set();
let countedAt = 0;

export const unread = signal(0);
/** Grows each time the list of notifications has changed: a screen that shows it reads it again. */
export const arrivals = signal(0);

export async function refreshUnread() {
  try {
    const { count } = await api.unreadCount();
    countedAt = Date.now();
    if (count !== unread.value) arrivals.value += 1;
    unread.value = count;
  } catch (error) {
    if (error.name !== 'ApiError') throw error; // a poll that fails leaves the last count; the next one corrects it
  }
}

export function useUnread() {
  useEffect(() => {
    refreshUnread();
    return listen(`notifications.${user.value.id}`, api.stream, take);
  }, []);
  useEvery(SECONDS, () => (isLive() && Date.now() - countedAt < RECOUNT) || refreshUnread());
}

const TAKE = {
  notification: arrive,
  lues: ({ non_lues: count }) => {
    unread.value = count;
    arrivals.value += 1;
  },
  incomplet: refreshUnread,
};

function take({ type, data }) {
  TAKE[type]?.(JSON.parse(data ?? '{}'));
}

// after a reconnection the stream may tell the last ones again
function arrive(notification) {
  if (seen.has(notification.id)) return;
  if (seen.size > REMEMBERED) seen.clear();
  seen.add(notification.id);
  if (!notification.lue) unread.value += 1;
  arrivals.value += 1;
  announce(notification);
}
