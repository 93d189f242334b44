import { t } from './i18n.js';
import { notify } from './toasts.js';

/** Copy, and say so; the browser may refuse (a page that is not in front, an insecure address). */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    notify(t('presse_papiers.copie'), { kind: 'info' });
  } catch {
    notify(t('presse_papiers.refus'), { kind: 'error' });
  }
}
