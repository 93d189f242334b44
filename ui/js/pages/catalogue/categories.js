import { useState } from 'preact/hooks';
import * as api from '../../api/pieces.js';
import { CategoryDialog } from '../../components/category_dialog.js';
import { useCategories } from '../../components/category_select.js';
import { EmptyState } from '../../components/empty_state.js';
import { ErrorState } from '../../components/error_state.js';
import { PageHeader } from '../../components/page_header.js';
import { Skeleton } from '../../components/skeleton.js';
import { ActButton } from '../../components/submit_button.js';
import { TreeRows } from '../../components/tree_rows.js';
import { deleteObject } from '../../deletion.js';
import { count } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { can } from '../../session.js';
import { useShortcut } from '../../shortcuts.js';
import { notify, reportError } from '../../toasts.js';

const folder = () => 'folder';
const nameOf = (category) => category.nom;

/** The tree of categories: add, rename, move, delete where they stand. */
export default function Categories() {
  const categories = useCategories();
  const [edited, setEdited] = useState(null);
  const manages = can('pieces.gerer');
  useShortcut('n', 'categorie.nouvelle', () => setEdited({}), manages);
  const { rows, error, reload } = categories;

  async function remove(category) {
    const deleted = await deleteObject({
      libelle: category.nom,
      module: 'categories',
      id: category.id,
      text: t('categorie.supprimer_texte'),
      remove: () => api.removeCategory(category.id),
      restored: reload,
    });
    if (deleted) reload();
  }

  // the way back of a move is another move
  async function move(category, parentId, { undone = false } = {}) {
    try {
      const moved = await api.updateCategory(category.id, { parent_id: parentId }, category.version);
      const back = { label: t('action.annuler'), run: () => move(moved, category.parent_id, { undone: true }) };
      notify(t('arbre.deplace', { nom: category.nom }), { action: undone ? undefined : back });
    } catch (failure) {
      reportError(failure);
    }
    reload();
  }

  const draw = (category) => html`
    <a class="place-name" href=${`#/pieces?categorie_id=${category.id}`} draggable=${false}>
      <span>${category.nom}</span>
    </a>
    <span class="tree-count">
      ${t('categorie.pieces', { n: category.nombre_pieces ?? 0, nombre: count(category.nombre_pieces ?? 0) })}
    </span>
  `;
  const add = manages && html`
    <${ActButton} class="btn-primary" icon="plus" onClick=${() => setEdited({})}>${t('categorie.nouvelle')}<//>
  `;
  return html`
    <${PageHeader}
      title=${t('nav.categories')}
      text=${t('categorie.intro')}
      back=${{ href: '#/pieces', label: t('nav.pieces') }}>
      ${add}
    <//>
    <div class="card">
      ${error && !rows && html`<${ErrorState} error=${error} onRetry=${reload} />`}
      ${!rows && !error && html`
        <div class="card-body">
          <${Skeleton} lines=${6} />
        </div>
      `}
      ${rows?.length === 0 && html`
        <${EmptyState} icon="folder" title=${t('categorie.aucune')} text=${t('categorie.aucune_texte')} action=${add} />
      `}
      ${rows?.length > 0 && html`
        <${TreeRows}
          rows=${rows}
          icon=${folder}
          name=${nameOf}
          draw=${draw}
          manages=${manages}
          onAdd=${({ id }) => setEdited({ parent_id: id })}
          onEdit=${setEdited}
          onRemove=${remove}
          onMove=${move}
        />
      `}
    </div>
    ${edited && html`
      <${CategoryDialog}
        category=${edited}
        options=${categories.options}
        onClose=${() => setEdited(null)}
        onSaved=${(category) => {
          setEdited(null);
          notify(t('categorie.enregistree', category));
          reload();
        }}
      />
    `}
  `;
}
