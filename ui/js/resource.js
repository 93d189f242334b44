import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * What a read answers, kept on screen while it is read again: {data, error, loading, reload, set}.
 * `load(signal)` runs again when `deps` change; null loads nothing.
 */
export function useResource(load, deps = []) {
  const [state, setState] = useState({ data: undefined, error: null, loading: true });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (!load) return undefined;
    const stop = new AbortController();
    const settle = (change) => {
      if (!stop.signal.aborted) setState((now) => ({ ...now, ...change, loading: false }));
    };
    setState((now) => ({ ...now, loading: true }));
    load(stop.signal).then(
      (data) => settle({ data, error: null }),
      (error) => settle({ error }),
    );
    return () => stop.abort();
  }, [...deps, turn]);
  return {
    ...state,
    reload: () => setTurn((now) => now + 1),
    set: (data) => setState({ data, error: null, loading: false }),
  };
}

/** Do `work` every `seconds` while the page is visible. */
export function useEvery(seconds, work) {
  const latest = useRef(work);
  latest.current = work;
  useEffect(() => {
    const tick = () => {
      if (!document.hidden) latest.current();
    };
    const timer = setInterval(tick, seconds * 1000);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, []);
}
