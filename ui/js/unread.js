// The count on the bell, polled while the page is visible.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import * as api from './api/notifications.js';
import { useEvery } from './resource.js';

const SECONDS = 8;
export const unread = signal(0);

export async function refreshUnread() {
  try {
    unread.value = (await api.unreadCount()).count;
  } catch (error) {
    if (error.name !== 'ApiError') throw error; // a poll that fails leaves the last count; the next one corrects it
  }
}

export function useUnread() {
  useEffect(() => {
    refreshUnread();
  }, []);
  useEvery(SECONDS, refreshUnread);
}
