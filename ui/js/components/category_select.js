import { useMemo, useState } from 'preact/hooks';
import * as api from '../api/pieces.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useResource } from '../resource.js';
import { flatten } from '../tree.js';
import { CategoryDialog } from './category_dialog.js';
import { Icon } from './icon.js';
import { Select } from './inputs.js';

/** The categories as a flat, indented list: {options, name(id), reload}. */
export function useCategories() {
  const { data, reload } = useResource(api.listCategories);
  const rows = useMemo(() => flatten(data?.results ?? []), [data]);
  const names = new Map(rows.map(({ item }) => [item.id, item.nom]));
  return {
    reload,
    name: (id) => names.get(id) ?? '–',
    options: rows.map(({ item, depth }) => ({
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
        <${CategoryDialog} options=${categories.options} onClose=${() => setCreating(false)} onCreated=${created} />
      `}
    </div>
  `;
}
