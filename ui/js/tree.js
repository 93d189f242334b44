// Flat rows with parent_id (categories, places) as a tree, in reading order.

const byName = (a, b) => (a.nom ?? '').localeCompare(b.nom ?? '', 'fr');

/** [{item, depth, children}] depth first. A row whose parent is not in the list stands at the top: nothing is lost. */
export function flatten(items) {
  const ids = new Set(items.map(({ id }) => id));
  const childrenOf = Map.groupBy ? Map.groupBy(items, parent) : group(items);
  function parent(item) {
    return ids.has(item.parent_id) ? item.parent_id : null;
  }
  function group(all) {
    const groups = new Map();
    for (const item of all) groups.set(parent(item), [...(groups.get(parent(item)) ?? []), item]);
    return groups;
  }
  const rows = [];
  const seen = new Set();
  function walk(id, depth) {
    for (const item of [...(childrenOf.get(id) ?? [])].sort(byName)) {
      if (seen.has(item.id)) continue;
      seen.add(item.id);
      rows.push({ item, depth, children: childrenOf.get(item.id)?.length ?? 0 });
      walk(item.id, depth + 1);
    }
  }
  walk(null, 0);
  return rows;
}

/** True when `item` is `other`, or somewhere inside it. A null item is the top, which is inside nothing. */
export function isInside(items, item, other) {
  const byId = new Map(items.map((one) => [one.id, one]));
  for (let at = item; at; at = byId.get(at.parent_id)) if (at.id === other.id) return true;
  return false;
}

/** The same rows from a nested tree ({enfants}), as the API gives whole ones. */
export function flattenNested(nodes, depth = 0) {
  return nodes.flatMap(({ enfants = [], ...item }) => [
    { item, depth, children: enfants.length },
    ...flattenNested(enfants, depth + 1),
  ]);
}
