// Hash routes, as plain functions: "#/pieces/12?page=2" <-> {path, query}, and the match of a pattern.

export function parseHash(hash) {
  const [path, search = ''] = hash.replace(/^#/, '').split('?');
  return { path: path === '' ? '/' : path, query: Object.fromEntries(new URLSearchParams(search)) };
}

export function buildHash(path, query = {}) {
  const kept = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  return `#${path}${kept.length ? `?${new URLSearchParams(kept)}` : ''}`;
}

/** The parameters of `path` under `pattern` ("/pieces/:id"), or null. */
export function match(pattern, path) {
  const wanted = pattern.split('/');
  const given = path.replace(/\/$/, '').split('/');
  if (pattern === '/') return path === '/' ? {} : null;
  if (wanted.length !== given.length) return null;
  const params = {};
  for (const [index, part] of wanted.entries()) {
    if (part.startsWith(':')) params[part.slice(1)] = decode(given[index]);
    else if (part !== given[index]) return null;
  }
  return params;
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
