// Look a key up in a dictionary: {name} is replaced, and {one, other} is chosen by `n` in the language's plural rule.

export function translate(dictionary, language, key, values = {}) {
  let text = dictionary[key];
  if (text === undefined) return key;
  if (typeof text === 'object')
    text = text[new Intl.PluralRules(language).select(Number(values.n))] ?? text.other;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
