import * as pieces from './api/pieces.js';
import { deleteObject } from './deletion.js';
import { t } from './i18n.js';
import { go } from './router.js';

/** The API refuses while stock remains, and says how much. */
export async function deletePiece(piece) {
  const deleted = await deleteObject({
    libelle: piece.nom,
    module: 'pieces',
    id: piece.id,
    text: t('piece.supprimer_texte'),
    remove: () => pieces.remove(piece.id),
    restored: () => go(`/pieces/${piece.id}`),
  });
  if (deleted) go('/pieces');
}
