// The only module that knows a token. The access token lives in memory, and the refresh token in an HttpOnly cookie
// of the API: no script can read it, this one neither.
import { computed, signal } from '@preact/signals';
import { local } from './storage.js';
import { renewalTime } from './token.js';

const OPEN = 'gds.session';
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

export function open({ access: token, user: account }) {
  hold(token);
  local.set(OPEN, '1');
  ended.value = false;
  if (account) user.value = account;
}

export function close({ expired = false } = {}) {
  access = null;
  local.remove(OPEN);
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
  const answer = await post();
  if (answer) hold(answer.access);
  else close({ expired: user.value !== null });
  return Boolean(answer);
}
