// One table of keyboard shortcuts. A screen adds its own while it is shown; `?` lists those in force.
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

export const active = signal([]);

/** Put `run` on a key while the component is shown. `label` is a key of the dictionary. The newest holder of a key wins. */
export function useShortcut(key, label, run, enabled = true) {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    if (!enabled) return undefined;
    const entry = { key, label, run: () => latest.current() };
    active.value = [...active.value, entry];
    return () => {
      active.value = active.value.filter((other) => other !== entry);
    };
  }, [enabled]);
}

const typing = (element) => element.closest?.('input, textarea, select, [contenteditable]');

export function startShortcuts() {
  addEventListener('keydown', (event) => {
    const palette = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
    if (!palette && (event.ctrlKey || event.metaKey || event.altKey || typing(event.target))) return;
    if (document.querySelector('dialog[open]')) return;
    const entry = active.value.findLast(({ key }) => key === (palette ? 'Ctrl K' : event.key));
    if (!entry) return;
    event.preventDefault();
    entry.run();
  });
}
