import { useEffect, useState } from 'preact/hooks';
import { location, replace } from './router.js';

/** The token of the link of a mail. It leaves the address at once, so that neither the history nor a shared screen keeps it. */
export function useLinkToken() {
  const { path, query } = location.value;
  const [token, setToken] = useState(query.token ?? '');
  useEffect(() => {
    if (!query.token) return;
    setToken(query.token);
    replace(path);
  }, [query.token]);
  return token;
}
