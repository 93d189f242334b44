// The API numbers the lines that it was sent; the screen shows others between them, which were left empty.

/**
 * What was said about each line, by its `key`: Map(key -> {errors: {field: [text]}, line}). `sent` are the lines that were
 * sent, in their order, and `list` is the name of their field: `details.1.quantite` is about the second of them.
 */
export function errorsByLine(errors, list, sent) {
  const found = new Map();
  for (const [name, texts] of Object.entries(errors)) {
    const [of, index, ...field] = name.split('.');
    const line = of === list ? sent[index] : undefined;
    if (!line) continue;
    if (!found.has(line.key)) found.set(line.key, { errors: {}, line });
    found.get(line.key).errors[field.join('.')] = texts;
  }
  return found;
}

// the API is sent the id of what the screen holds whole
const heldAs = (field) => field.replace(/_id$/, '');

/** What still holds of it: a field that was typed anew since is right until the API says otherwise. */
export function errorsLeft(found, line) {
  const { errors = {}, line: then = {} } = found.get(line.key) ?? {};
  return Object.fromEntries(Object.entries(errors).filter(([field]) => line[heldAs(field)] === then[heldAs(field)]));
}
