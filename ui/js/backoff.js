const FIRST = 1_000;
const LONGEST = 30_000;

/** Milliseconds before try n (0, 1, ...): twice as long each time, spread so that many browsers do not return at once. */
export function backoff(tries, random = Math.random) {
  const wait = Math.min(LONGEST, FIRST * 2 ** Math.min(tries, 10));
  return Math.round(wait * (0.5 + random() / 2));
}

/** Wait, or stop waiting when `signal` says so. */
export function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
