// A list whose page and filters live in the address, so that a reload, a bookmark and "back" find it as it was.
import { useResource } from './resource.js';
import { location, setQuery } from './router.js';

export const PAGE_SIZE = 25;

/** Numbered pages: {rows, total, page, pages, filters, ...resource}. */
export function useList(load, fixed = {}) {
  const { query } = location.value;
  const page = Math.max(1, Number.parseInt(query.page, 10) || 1);
  const resource = useResource(
    (signal) => load({ ...query, ...fixed, page, page_size: PAGE_SIZE }, signal),
    [JSON.stringify(query)],
  );
  const total = resource.data?.count;
  return {
    ...resource,
    rows: resource.data?.results,
    total,
    page,
    filters: query,
    pages: Math.max(1, Math.ceil((total ?? 0) / PAGE_SIZE)),
    setPage: (n) => setQuery({ page: n > 1 ? n : '' }, { keepPage: true }),
  };
}

/** Cursor lists (ledger, audit log): the address keeps the cursor of the page shown. */
export function useCursorList(load) {
  const { query } = location.value;
  const resource = useResource(
    (signal) => load({ ...query, page_size: PAGE_SIZE }, signal),
    [JSON.stringify(query)],
  );
  const { next, previous, results } = resource.data ?? {};
  return {
    ...resource,
    rows: results,
    filters: query,
    next: cursorOf(next) && (() => setQuery({ cursor: cursorOf(next) }, { keepPage: true })),
    previous: cursorOf(previous) && (() => setQuery({ cursor: cursorOf(previous) }, { keepPage: true })),
  };
}

// the API gives whole addresses; only their cursor is ours to send back
export function cursorOf(url) {
  return url ? new URL(url, 'http://api').searchParams.get('cursor') : null;
}
