import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = new URL('../js', import.meta.url).pathname;

/** Every script of the application but its dictionaries: [{name, text}]. */
export function sources() {
  return readdirSync(ROOT, { recursive: true })
    .filter((name) => name.endsWith('.js') && !name.startsWith('i18n/'))
    .map((name) => ({ name, text: readFileSync(join(ROOT, name), 'utf8') }));
}
