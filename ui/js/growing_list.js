// A cursor list on a page that is about something else: it grows downwards, and what was read stays when more cannot be.
import { useState } from 'preact/hooks';
import { cursorOf } from './liste.js';
import { useResource } from './resource.js';
import { reportError } from './toasts.js';

/** {rows, error, busy, more, update}. `more` is null at the end; `update(row)` puts a row in the place of its former self. */
export function useGrowingList(load) {
  const first = useResource((signal) => load({}, signal));
  const [older, setOlder] = useState([]);
  const [busy, setBusy] = useState(false);
  const pages = [first.data, ...older].filter(Boolean);
  const cursor = cursorOf(pages.at(-1)?.next);

  async function more() {
    setBusy(true);
    try {
      setOlder([...older, await load({ cursor })]);
    } catch (error) {
      reportError(error);
    }
    setBusy(false);
  }
  function update(row) {
    const [newest, ...rest] = pages.map((page) => ({
      ...page,
      results: page.results.map((one) => (one.id === row.id ? row : one)),
    }));
    first.set(newest);
    setOlder(rest);
  }
  return {
    rows: first.data && pages.flatMap(({ results }) => results),
    error: first.error,
    busy,
    more: cursor && more,
    update,
  };
}
