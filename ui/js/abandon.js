import { confirm } from './components/confirm.js';
import { t } from './i18n.js';
import { user } from './session.js';
import { isTyped } from './unsaved.js';

/** Ask before what is typed is lost: true when nothing is, or when the person says so. `before` as in unsaved.js. */
export async function mayAbandon(before) {
  if (!user.value || !isTyped(before)) return true;
  return confirm({
    danger: true,
    title: t('abandon.titre'),
    text: t('abandon.texte'),
    yes: t('abandon.oui'),
    no: t('abandon.non'),
  });
}
