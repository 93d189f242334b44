// Reads the lifetime of a JWT, so that it is renewed before it is refused. Nothing here is trusted: the API verifies.
const MARGIN = 20;

/** When to renew a token received at `now` (milliseconds), by its lifetime and not its date: this clock may be wrong. */
export function renewalTime(token, now = Date.now()) {
  try {
    const payload = token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    const { iat, exp } = JSON.parse(atob(payload));
    return exp > iat ? now + Math.max(1, exp - iat - MARGIN) * 1000 : Infinity;
  } catch {
    return Infinity; // not a JWT: the API's 401 will tell
  }
}
