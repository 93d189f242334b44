import { useMemo, useState } from 'preact/hooks';
import * as api from '../api/pieces.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useResource } from '../resource.js';
import { flattenNested } from '../tree.js';
import { CategoryDialog } from './category_dialog.js';
import { Icon } from './icon.js';
import { Select } from './inputs.js';

/** The tree of categories as a flat, indented list: {rows, options, name(id), error, reload}. */
export function useCategories() {
  const { data, error, reload } = useResource(api.categoryTree);
  const rows = useMemo(() => data && flattenNested(data.results), [data]);
  const names = new Map((rows ?? []).map(({ item }) => [item.id, item.nom]));
  return {
    rows,
    error,
    reload,
    name: (id) => names.get(id) ?? '–',
    options: (rows ?? []).map(({ item, depth }) => ({
      value: item.id,
      label: `${'\u2003'.repeat(depth)}${item.nom}`,
    })),
  };
}

/** A category, chosen or created on the spot. */
export function CategorySelect({ onValue, ...props }) {
  const categories = useCategories();
  const [creating, setCreating] = useState(false);
  function created(category) {
    setCreating(false);
    categories.reload();
    onValue(category.id);
  }
  return html`
    <div class="with-button">
      <${Select}
        label=${t('piece.categorie')}
        placeholder=${t('piece.sans_categorie')}
        options=${categories.options}
        onValue=${onValue}
        ...${props}
      />
      <button
        type="button"
        class="btn btn-icon"
        aria-label=${t('categorie.nouvelle')}
        title=${t('categorie.nouvelle')}
        onClick=${() => setCreating(true)}>
        <${Icon} name="plus" />
      </button>
      ${creating && html`
        <${CategoryDialog} options=${categories.options} onClose=${() => setCreating(false)} onSaved=${created} />
      `}
    </div>
  `;
}
