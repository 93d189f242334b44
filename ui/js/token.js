// Reads the expiry of a JWT, so that it is renewed before it is refused. Nothing here is trusted: the API verifies.

export function expiry(token) {
  try {
    const payload = token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    return JSON.parse(atob(payload)).exp ?? null;
  } catch {
    return null;
  }
}

export function isStale(token, now = Date.now(), margin = 15) {
  const exp = token && expiry(token);
  return Boolean(exp) && exp - margin <= now / 1000;
}
