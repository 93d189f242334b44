// The only module that knows a token. The access token lives in memory; the refresh token in the API's HttpOnly
// cookie or, where the API sets none, in this tab's own storage.
import { computed, signal } from '@preact/signals';
import { local, perTab } from './storage.js';
import { renewalTime } from './token.js';

const OPEN = 'gds.session';
const REFRESH = 'gds.refresh';
let access = null;
let renewAt = Infinity;
let renewal = null;

export const user = signal(null);
export const ended = signal(false);
export const permissions = computed(() => new Set(user.value?.permissions ?? []));

export const can = (code) => !code || permissions.value.has(code);
export const accessToken = () => access;
export const wasOpen = () => local.get(OPEN) !== null;

function hold(token) {
  access = token;
  renewAt = renewalTime(token);
}

export function open({ access: token, refresh, user: account }) {
  hold(token);
  local.set(OPEN, '1');
  if (refresh) perTab.set(REFRESH, refresh);
  ended.value = false;
  if (account) user.value = account;
}

export function close({ expired = false } = {}) {
  access = null;
  local.remove(OPEN);
  perTab.remove(REFRESH);
  ended.value = expired;
  user.value = null;
}

export const needsRenewal = () => access !== null && Date.now() > renewAt;

/** One renewal at a time, in this tab and across tabs: a refresh token used twice would close the whole session. */
export function renew(post) {
  renewal ??= exclusive(() => exchange(post)).finally(() => {
    renewal = null;
  });
  return renewal;
}

const exclusive = (work) => (navigator.locks ? navigator.locks.request('gds.renew', work) : work());

async function exchange(post) {
  if (!wasOpen()) return false;
  const kept = perTab.get(REFRESH);
  const byCookie = await post({});
  const answer = byCookie ?? (kept && (await post({ refresh: kept })));
  if (!answer) {
    close({ expired: user.value !== null });
    return false;
  }
  hold(answer.access);
  // where the cookie works it is the only copy: an older one used later would look like a theft
  if (byCookie) perTab.remove(REFRESH);
  else perTab.set(REFRESH, answer.refresh ?? kept);
  return true;
}
