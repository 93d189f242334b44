// What happens, as it happens: one stream of the API per browser. The tab that holds the lock reads it and tells the
// others; when that tab closes, the next one takes over. Whoever hears nothing for a while polls instead.
import { backoff, pause } from './backoff.js';
import { events } from './event_stream.js';

const SILENCE = 45_000;
let heardAt = 0;

/** True while some tab of this browser hears the stream. */
export const isLive = () => Date.now() - heardAt < SILENCE;

/**
 * `open({signal, lastEventId})` answers the body of the stream, `onEvent({id, type, data})` takes each event, in each tab.
 * Returns the function that ends it.
 */
export function listen(name, open, onEvent) {
  const stop = new AbortController();
  if (!navigator.locks || !globalThis.BroadcastChannel) return () => stop.abort(); // each tab would hold a stream: it polls
  const channel = new BroadcastChannel(`gds.${name}`);
  const hear = (event) => {
    heardAt = Date.now();
    if (event) attempt(onEvent, event);
  };
  channel.onmessage = ({ data }) => hear(data);
  const tell = (event) => {
    if (stop.signal.aborted) return;
    hear(event);
    channel.postMessage(event);
  };
  navigator.locks
    .request(`gds.${name}`, { signal: stop.signal }, () => keepOpen(open, tell, stop.signal))
    .catch((error) => {
      if (error.name !== 'AbortError') throw error;
    });
  return () => {
    stop.abort();
    channel.close();
    heardAt = 0;
  };
}

// an event that nobody can read is passed over: the stream would stumble over it again after each reconnection
function attempt(onEvent, event) {
  try {
    onEvent(event);
  } catch (error) {
    console.error(error);
  }
}

// a stream that is refused (no permission, no such route, signed out) is not asked for again: polling goes on
const isFinal = (error) => [400, 401, 403, 404].includes(error.status);

async function keepOpen(open, tell, signal) {
  const state = { tries: 0, lastEventId: null };
  while (!signal.aborted) {
    try {
      await readOnce(open, tell, signal, state);
    } catch (error) {
      if (isFinal(error)) return;
      if (error.retryAfter) await pause(error.retryAfter * 1000, signal);
    }
    await pause(backoff(state.tries), signal);
    state.tries += 1;
  }
}

/** One connection, until it ends or falls silent. */
async function readOnce(open, tell, signal, state) {
  const silent = new AbortController();
  let timer = null;
  const beat = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silent.abort(), SILENCE);
    tell(null);
  };
  try {
    const either = AbortSignal.any([signal, silent.signal]);
    const body = await open({ signal: either, lastEventId: state.lastEventId });
    for await (const event of events(body, beat)) {
      state.tries = 0;
      state.lastEventId = event.id ?? state.lastEventId;
      if (event.type !== 'battement') tell(event);
    }
  } finally {
    clearTimeout(timer);
  }
}
