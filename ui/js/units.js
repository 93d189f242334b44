// Units are words of the catalogue, in French: "boîte", "rouleau", "boîte de 25", or symbols such as kg, m and L.
const SHORTEST_WORD = 3;

/** The unit as it is read after an amount: from two on in the plural; symbols stay. */
export function unitFor(unit, amount) {
  if (!unit || Math.abs(Number(amount)) < 2) return unit;
  return unit.replace(/^\p{L}+/u, (word) => (word.length < SHORTEST_WORD ? word : plural(word)));
}

function plural(word) {
  if (!/\p{Ll}$/u.test(word) || /[sxz]$/.test(word)) return word;
  return /(au|eu)$/.test(word) ? `${word}x` : `${word}s`;
}
