import { useState } from 'preact/hooks';
import * as stock from '../api/stock.js';
import { EmptyState } from '../components/empty_state.js';
import { ErrorState } from '../components/error_state.js';
import { Icon } from '../components/icon.js';
import { PageHeader } from '../components/page_header.js';
import { PlaceDialog } from '../components/place_dialog.js';
import { usePlaces } from '../components/place_select.js';
import { PlaceTree } from '../components/place_tree.js';
import { Skeleton } from '../components/skeleton.js';
import { deleteObject } from '../deletion.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { can } from '../session.js';
import { useShortcut } from '../shortcuts.js';
import { notify, reportError } from '../toasts.js';

/** Warehouses, their aisles and bins, as a tree. */
export default function Emplacements() {
  const places = usePlaces();
  const [edited, setEdited] = useState(null);
  const manages = can('stock.gerer');
  useShortcut('n', 'emplacement.nouveau', () => setEdited({}), manages);

  async function remove(place) {
    const deleted = await deleteObject({
      libelle: place.code,
      module: 'emplacements',
      id: place.id,
      text: t('emplacement.supprimer_texte'),
      remove: () => stock.removePlace(place.id),
      restored: places.reload,
    });
    if (deleted) places.reload();
  }

  // the way back of a move is another move
  async function move(place, parentId, { undone = false } = {}) {
    try {
      const moved = await stock.updatePlace(place.id, { parent_id: parentId }, place.version);
      const back = { label: t('action.annuler'), run: () => move(moved, place.parent_id, { undone: true }) };
      notify(t('arbre.deplace', { nom: place.code }), { action: undone ? undefined : back });
      places.reload();
    } catch (error) {
      reportError(error);
      places.reload();
    }
  }

  const add = manages && html`
    <button type="button" class="btn btn-primary" onClick=${() => setEdited({})}>
      <${Icon} name="plus" size=${18} />
      ${t('emplacement.nouveau')}
    </button>
  `;
  return html`
    <${PageHeader} title=${t('nav.emplacements')} text=${t('emplacement.intro')}>
      ${add}
    <//>
    <div class="card">
      ${places.error && !places.rows && html`<${ErrorState} error=${places.error} onRetry=${places.reload} />`}
      ${!places.rows && !places.error && html`
        <div class="card-body">
          <${Skeleton} lines=${6} />
        </div>
      `}
      ${places.rows?.length === 0 && html`
        <${EmptyState}
          icon="building-warehouse"
          title=${t('emplacement.aucun')}
          text=${t('emplacement.aucun_texte')}
          action=${add}
        />
      `}
      ${places.rows?.length > 0 && html`
        <${PlaceTree} rows=${places.rows} manages=${manages} onEdit=${setEdited} onRemove=${remove} onMove=${move} />
      `}
    </div>
    ${edited && html`
      <${PlaceDialog}
        place=${edited}
        options=${places.options}
        onClose=${() => setEdited(null)}
        onSaved=${(place) => {
          setEdited(null);
          notify(t('emplacement.enregistre', { code: place.code }));
          places.reload();
        }}
      />
    `}
  `;
}
