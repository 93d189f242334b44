// A read that meets a 503 waits as told, at most 5 s, at most twice. Writes are never repeated behind the person's back.
const MAX_TRIES = 2;
const MAX_WAIT = 5;

/** Milliseconds to wait before the next try, or null when there is none. */
export function retryDelay(response, tries) {
  if (response.status !== 503 || tries >= MAX_TRIES) return null;
  const told = Number(response.headers.get('Retry-After')) || tries + 1;
  return Math.min(told, MAX_WAIT) * 1000;
}
