import { useEffect, useState } from 'preact/hooks';
import { location, replace } from './router.js';

/** The token of the link of a mail. It leaves the address at once, so that neither the history nor a shared screen keeps it. */
export function useLinkToken() {
  const [token] = useState(() => location.peek().query.token ?? '');
  useEffect(() => {
    const { path, query } = location.peek();
    if (query.token) replace(path);
  }, []);
  return token;
}
