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
  const channel = new BroadcastChannel(`gds.${name}`);
  const hear = ({ data }) => {
    heardAt = Date.now();
    if (data) onEvent(data);
  };
  channel.onmessage = hear;
  const tell = (event) => {
    hear({ data: event });
    channel.postMessage(event);
  };
  const held = () => keepOpen(open, tell, stop.signal);
  const reading = navigator.locks
    ? navigator.locks.request(`gds.${name}`, { signal: stop.signal }, held)
    : Promise.resolve(); // without locks each tab would hold a stream: it polls
  reading.catch((error) => {
    if (error.name !== 'AbortError') throw error;
  });
  return () => {
    stop.abort();
    channel.close();
    heardAt = 0;
  };
}

// a stream that is refused (no permission, no such route) is not asked for again: polling goes on
const isFinal = (error) => [400, 401, 403, 404].includes(error.status);

async function keepOpen(open, tell, signal) {
  let tries = 0;
  let lastEventId = null;
  while (!signal.aborted) {
    try {
      const body = await open({ signal, lastEventId });
      for await (const event of events(body, () => tell(null))) {
        tries = 0;
        lastEventId = event.id ?? lastEventId;
        if (event.type !== 'battement') tell(event);
      }
    } catch (error) {
      if (isFinal(error)) return;
    }
    await pause(backoff(tries), signal);
    tries += 1;
  }
}
