// Orders of both kinds share their addresses: the page that knows the kind says which entry of the menu it belongs to.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

export const section = signal(null);

/** While this page is shown, the menu marks `path`; null leaves it to the address. */
export function useSection(path) {
  useEffect(() => {
    section.value = path;
    return () => {
      section.value = null;
    };
  }, [path]);
}
