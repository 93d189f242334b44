// Light or dark: follows the system until the person chooses.
import { signal } from '@preact/signals';
import { local } from './storage.js';

const KEY = 'gds.theme';
const system = matchMedia('(prefers-color-scheme: dark)');

export const theme = signal(document.documentElement.dataset.bsTheme);

function apply(name) {
  document.documentElement.dataset.bsTheme = name;
  theme.value = name;
}

export function toggleTheme() {
  const next = theme.value === 'dark' ? 'light' : 'dark';
  local.set(KEY, next);
  apply(next);
}

system.addEventListener('change', ({ matches }) => {
  if (!local.get(KEY)) apply(matches ? 'dark' : 'light');
});
