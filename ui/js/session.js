// The only module that knows a token. The access token lives in memory, and the refresh token in an HttpOnly cookie
// of the API, which all tabs share: no script can read it, this one neither. Whose session it is, the browser's storage tells
// each tab, so that none acts as somebody else than it shows.
import { computed, signal } from '@preact/signals';
import { local } from './storage.js';
import { holderOf, renewalTime } from './token.js';
import { isTyped } from './unsaved.js';

const OPEN = 'gds.session';
let access = null;
let renewAt = Infinity;
let renewal = null;

export const user = signal(null);
export const ended = signal(false);
/**
 * Who is signed in in this browser now, {email}, when it is no longer `user`; {} when nobody is. This tab keeps what is typed
 * in it, and sends nothing until `user` is signed in again.
 */
export const away = signal(null);
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
  ended.value = false;
  away.value = null;
  know(account);
}

/** This tab's person, told to the other tabs. */
export function know(account) {
  local.set(OPEN, JSON.stringify({ id: account.id, email: account.email }));
  user.value = account;
}

export function close({ expired = false } = {}) {
  access = null;
  if (!away.value) local.remove(OPEN); // else it is no longer that of this tab
  away.value = null;
  ended.value = expired;
  user.value = null;
}

/** The session of this browser has ended elsewhere, or is somebody else's by now. */
function lose(holder) {
  if (!user.value) return;
  access = null;
  if (holder || isTyped()) away.value = holder ?? {};
  else close({ expired: true });
}

local.follow(OPEN, (value) => {
  const holder = value && JSON.parse(value);
  if (!holder || isSomebodyElse(holder)) lose(holder);
  else away.value = null;
});

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
  if (!wasOpen()) lose(null);
  else take(await post());
  return access !== null;
}

function take(answer) {
  if (!answer) close({ expired: user.value !== null });
  else if (isSomebodyElse(holderOf(answer.access))) lose(holderOf(answer.access));
  else hold(answer.access);
}

const isSomebodyElse = ({ id }) => Boolean(user.value && id) && id !== user.value.id;
