import { listTrash, restore } from './api/journal.js';
import * as pieces from './api/pieces.js';
import { confirm } from './components/confirm.js';
import { t } from './i18n.js';
import { go } from './router.js';
import { can } from './session.js';
import { notify, reportError } from './toasts.js';

const TRIES = 6;

/** Ask, delete, and offer the way back. The API refuses while stock remains, and says how much. */
export async function deletePiece(piece) {
  const sure = await confirm({
    danger: true,
    title: t('piece.supprimer_titre', { nom: piece.nom }),
    text: t('piece.supprimer_texte'),
    yes: t('action.supprimer'),
  });
  if (!sure) return;
  try {
    await pieces.remove(piece.id);
  } catch (error) {
    reportError(error);
    return;
  }
  const action = can('corbeille.restaurer')
    ? { label: t('action.annuler'), run: () => undo(piece) }
    : undefined;
  notify(t('piece.supprimee', { nom: piece.nom }), { action });
  go('/pieces');
}

async function undo(piece) {
  try {
    const entry = await findInTrash(piece);
    await restore(entry.id);
    notify(t('corbeille.restauree', { libelle: piece.nom }));
    go(`/pieces/${piece.id}`);
  } catch (error) {
    reportError(error);
  }
}

// the trash learns of a deletion through a message: a moment may pass before the entry is there
async function findInTrash(piece) {
  for (let i = 0; i < TRIES; i += 1) {
    const { results } = await listTrash({ objet_id: piece.id, module: 'pieces' });
    const entry = results.find(({ objet_id: id }) => id === piece.id);
    if (entry) return entry;
    await new Promise((resolve) => {
      setTimeout(resolve, 500);
    });
  }
  go('/corbeille');
  throw Object.assign(new Error(t('corbeille.pas_encore')), {
    name: 'ApiError',
    code: 'corbeille_en_attente',
    detail: t('corbeille.pas_encore'),
    data: {},
  });
}
