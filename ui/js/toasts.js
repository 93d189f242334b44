import { signal } from '@preact/signals';
import { explain } from './refusals.js';
import { queue } from './toast_queue.js';

export const toasts = signal([]);
let last = 0;

/**
 * kind: success, error, info. `action`: {label, run}. An action stays longer, as it is a way back. Of a `slot` there is one
 * at a time, which says how many things it stands for (`count`).
 */
export function notify(text, { kind = 'success', action, requestId, slot, count } = {}) {
  last += 1;
  const toast = { id: last, text, kind, action, requestId, slot, count };
  toasts.value = queue(toasts.value, toast);
  const seconds = action ? 10 : kind === 'error' ? 9 : 4;
  setTimeout(() => dismiss(toast.id), seconds * 1000);
  return toast.id;
}

export function dismiss(id) {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

export function reportError(error) {
  if (error.name === 'AbortError') return;
  if (error.name !== 'ApiError') throw error;
  notify(explain(error), { kind: 'error', requestId: error.requestId });
}
