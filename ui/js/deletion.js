import { listTrash, restore } from './api/journal.js';
import { confirm } from './components/confirm.js';
import { t } from './i18n.js';
import { go } from './router.js';
import { can } from './session.js';
import { notify, reportError } from './toasts.js';

const TRIES = 6;

/**
 * Ask, delete, and offer the way back. `libelle` names the object, `module` and `id` find it in the trash;
 * `remove()` deletes; `restored()` runs once it is back. True when it is deleted.
 */
export async function deleteObject({ libelle, module, id, text, remove, restored }) {
  const sure = await confirm({
    danger: true,
    title: t('suppression.titre', { libelle }),
    text: [text, t('suppression.texte')].filter(Boolean).join(' '),
    yes: t('action.supprimer'),
  });
  if (!sure) return false;
  try {
    await remove();
  } catch (error) {
    reportError(error);
    return false;
  }
  notify(t('suppression.faite', { libelle }), { action: wayBack({ libelle, module, id, restored }) });
  return true;
}

function wayBack(object) {
  if (can('corbeille.restaurer')) return { label: t('action.annuler'), run: () => undo(object) };
  return can('corbeille.lire') ? { label: t('nav.corbeille'), run: () => go('/corbeille') } : undefined;
}

async function undo({ libelle, module, id, restored }) {
  try {
    const entry = await findInTrash(module, id);
    if (!entry) {
      notify(t('corbeille.pas_encore'), { kind: 'info' });
      go('/corbeille');
      return;
    }
    await restore(entry.id);
    notify(t('corbeille.restauree', { libelle }));
    restored?.();
  } catch (error) {
    reportError(error);
  }
}

// the trash learns of a deletion through a message: a moment may pass before the entry is there
async function findInTrash(module, id) {
  for (let i = 0; i < TRIES; i += 1) {
    const { results } = await listTrash({ objet_id: id, module });
    const entry = results.find(({ objet_id: found }) => found === id);
    if (entry) return entry;
    await new Promise((resolve) => {
      setTimeout(resolve, 500);
    });
  }
  return null;
}
