// The address as a signal: reading it in a component subscribes it.
import { signal } from '@preact/signals';
import { buildHash, parseHash } from './path.js';

export const location = signal(parseHash(globalThis.location.hash));

export const href = buildHash;

export function go(path, query) {
  globalThis.location.hash = buildHash(path, query);
}

export function replace(path, query) {
  history.replaceState(history.state, '', buildHash(path, query));
  show();
}

/** Change some filters of the current list; typing in a search box must not fill the history. */
export function setQuery(changes, { keepPage = false } = {}) {
  const { path, query } = location.value;
  replace(path, { ...query, ...(keepPage ? {} : { page: '', cursor: '' }), ...changes });
}

/** `mayLeave()` is asked before another screen takes the place of this one: what is typed in it would be lost. */
export function startRouter(mayLeave = () => true) {
  // "/users" typed without the # is understood
  const { pathname } = globalThis.location;
  if (pathname !== '/') history.replaceState(null, '', `/#${pathname}`);
  position = history.state?.position ?? 0;
  number();
  show();
  addEventListener('hashchange', () => follow(mayLeave));
}

// The entries of the history are numbered, so that an address that was refused can be left the way it was come by.
let position = 0;
let asking = false;
let shown = null;

function number() {
  if (history.state?.position === undefined) history.replaceState({ position: position + 1 }, '');
}

async function follow(mayLeave) {
  number();
  if (asking || globalThis.location.hash === shown) return;
  asking = true;
  const leaves = pathOf(globalThis.location.hash) === location.value.path || (await mayLeave());
  asking = false;
  if (!leaves) stay();
  else if (globalThis.location.hash !== shown) {
    show();
    scrollTo(0, 0);
  }
}

const pathOf = (hash) => parseHash(hash).path;

function stay() {
  const steps = position - history.state.position;
  if (steps) history.go(steps);
}

function show() {
  position = history.state?.position ?? position;
  shown = globalThis.location.hash;
  location.value = parseHash(shown);
}
