import { useEffect, useState } from 'preact/hooks';
import { reportError } from '../toasts.js';

const PAUSE = 180;

/** What `search` answers for the typed text, asked once the person pauses; null asks nothing. */
export function useSuggestions(typed, search) {
  const [options, setOptions] = useState([]);
  const [loading, setLoading] = useState(false);
  useEffect(() => {
    if (typed === null) return undefined;
    const stop = new AbortController();
    setLoading(true);
    const timer = setTimeout(
      async () => {
        try {
          setOptions(await search(typed.trim(), stop.signal));
        } catch (error) {
          if (!stop.signal.aborted) reportError(error);
        }
        if (!stop.signal.aborted) setLoading(false);
      },
      typed ? PAUSE : 0,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [typed]);
  return { options, loading };
}
