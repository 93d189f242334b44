import * as stock from './api/stock.js';
import { confirm } from './components/confirm.js';
import { t } from './i18n.js';
import { notify, reportError } from './toasts.js';

/** The API refuses the rest: a movement of an order, a counter-entry, one cancelled already. */
export const isCancellable = (row) => !row.annule_id && !row.annule_par_id && !row.commande_id;

/** Write the counter-entry of a movement; true when it is written. */
export async function cancelMovement({ id }) {
  try {
    await stock.cancelMovement(id);
    notify(t('mouvement.annule'));
    return true;
  } catch (error) {
    reportError(error);
    return false;
  }
}

export async function confirmCancelling(movement) {
  const sure = await confirm({
    danger: true,
    title: t('mouvement.annuler_titre', movement),
    text: t('mouvement.annuler_texte'),
    yes: t('mouvement.annuler'),
  });
  return sure && cancelMovement(movement);
}
