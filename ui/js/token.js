// Reads a JWT: when to renew it, before it is refused, and whose it is. Nothing here is trusted: the API verifies.
const MARGIN = 20;

function claims(token) {
  try {
    const payload = token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(payload), (char) => char.charCodeAt(0))));
  } catch {
    return {}; // not a JWT: the API's 401 will tell
  }
}

/** When to renew a token received at `now` (milliseconds), by its lifetime and not its date: this clock may be wrong. */
export function renewalTime(token, now = Date.now()) {
  const { iat, exp } = claims(token);
  return exp > iat ? now + Math.max(1, exp - iat - MARGIN) * 1000 : Infinity;
}

/** Whose token it is, {id, email}; nothing of it is known of one that cannot be read. */
export function holderOf(token) {
  const { sub: id, email } = claims(token);
  return { id, email };
}
