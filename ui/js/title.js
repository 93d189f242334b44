// What the browser's tab and its history call the screen.
import { useEffect } from 'preact/hooks';
import { t } from './i18n.js';

/** The name of the object that a page is about, once known; until then the tab has the name of the screen. */
export function useTitle(name) {
  useEffect(() => {
    if (name) document.title = `${name} · ${t('app.nom')}`;
  }, [name]);
}
