// The address as a signal: reading it in a component subscribes it.
import { signal } from '@preact/signals';
import { buildHash, parseHash } from './path.js';

export const location = signal(parseHash(globalThis.location.hash));

export const href = buildHash;

export function go(path, query) {
  globalThis.location.hash = buildHash(path, query);
}

export function replace(path, query) {
  history.replaceState(null, '', buildHash(path, query));
  location.value = parseHash(globalThis.location.hash);
}

/** Change some filters of the current list; typing in a search box must not fill the history. */
export function setQuery(changes, { keepPage = false } = {}) {
  const { path, query } = location.value;
  replace(path, { ...query, ...(keepPage ? {} : { page: '', cursor: '' }), ...changes });
}

export function startRouter() {
  // "/users" typed without the # is understood
  const { pathname } = globalThis.location;
  if (pathname !== '/') history.replaceState(null, '', `/#${pathname}`);
  location.value = parseHash(globalThis.location.hash);
  addEventListener('hashchange', () => {
    location.value = parseHash(globalThis.location.hash);
    scrollTo(0, 0);
  });
}
