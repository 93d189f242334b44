import { menu } from './menu.js';
import { match } from './path.js';
import { routes } from './routes.js';
import { section } from './section.js';
import { can } from './session.js';

/** {route, params} of a path. Exact paths come before patterns, as "/pieces/nouvelle" is not a piece. */
export function resolve(path) {
  const ordered = [...routes].sort((a, b) => a.path.includes(':') - b.path.includes(':'));
  for (const route of ordered) {
    const params = match(route.path, path);
    if (params) return { route, params };
  }
  return null;
}

const routeOf = (path) => routes.find((route) => route.path === path);

/** The menu of this person: what the account may not read is not shown. */
export function allowedMenu() {
  return menu
    .map((group) => ({
      ...group,
      entries: group.entries.map(withTitle).filter(({ permission }) => can(permission)),
    }))
    .filter(({ entries }) => entries.length);
}

function withTitle(entry) {
  const { title, permission } = routeOf(entry.path);
  return { ...entry, title, permission };
}

/** The menu entry the current path belongs to: the one its page names, else the longest one it starts with. */
export function activeEntry(path) {
  if (section.value) return section.value;
  const paths = menu.flatMap(({ entries }) => entries.map((entry) => entry.path));
  const matching = paths.filter((entry) => path === entry || (entry !== '/' && path.startsWith(`${entry}/`)));
  return matching.sort((a, b) => b.length - a.length)[0] ?? null;
}
