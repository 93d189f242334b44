import { useState } from 'preact/hooks';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { isInside } from '../tree.js';
import { Icon } from './icon.js';

/**
 * A tree that is edited where it stands. A row dragged onto another goes inside it, onto the strip above to the top;
 * who does not drag moves it by its dialog. `draw(item)` is the middle of a row, `name(item)` what its buttons say.
 */
export function TreeRows({ rows, icon, draw, name, manages, onAdd, onEdit, onRemove, onMove }) {
  const [dragged, setDragged] = useState(null);
  const [over, setOver] = useState(null);
  const items = rows.map(({ item }) => item);
  const accepts = (target) =>
    dragged && target?.id !== dragged.id && (target?.id ?? null) !== (dragged.parent_id ?? null) && !isInside(items, target, dragged);
  const drop = (target) => ({
    onDragOver: (event) => {
      if (!accepts(target)) return;
      event.preventDefault();
      setOver(target?.id ?? 'top');
    },
    onDragLeave: () => setOver(null),
    onDrop: (event) => {
      event.preventDefault();
      if (accepts(target)) onMove(dragged, target?.id ?? null);
      setOver(null);
      setDragged(null);
    },
  });
  const drag = (item) =>
    manages && {
      draggable: true,
      onDragStart: (event) => {
        event.dataTransfer.setData('text/plain', name(item));
        event.dataTransfer.effectAllowed = 'move';
        setDragged(item);
      },
      onDragEnd: () => setDragged(null),
    };
  return html`
    ${dragged?.parent_id && html`
      <div class=${`tree-top ${over === 'top' ? 'is-over' : ''}`} ...${drop(null)}>${t('arbre.racine')}</div>
    `}
    <ul class="place-tree">
      ${rows.map(({ item, depth }) => html`
        <li
          key=${item.id}
          class=${`depth-${Math.min(depth, 6)} ${over === item.id ? 'is-over' : ''} ${dragged?.id === item.id ? 'is-dragged' : ''}`}
          ...${drag(item)}
          ...${drop(item)}>
          <span class="place-icon">
            <${Icon} name=${icon(item)} size=${18} />
          </span>
          ${draw(item)}
          ${manages && html`
            <span class="row-actions">
              <${Act} icon="plus" label=${t('arbre.ajouter_dans', { nom: name(item) })} run=${() => onAdd(item)} />
              <${Act} icon="edit" label=${t('arbre.modifier', { nom: name(item) })} run=${() => onEdit(item)} />
              <${Act} icon="trash" label=${t('arbre.supprimer', { nom: name(item) })} run=${() => onRemove(item)} />
            </span>
          `}
        </li>
      `)}
    </ul>
  `;
}

const Act = ({ icon, label, run }) => html`
  <button type="button" class="icon-button icon-button-sm" aria-label=${label} title=${label} onClick=${run}>
    <${Icon} name=${icon} size=${16} />
  </button>
`;
