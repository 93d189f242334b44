import { html } from '../html.js';
import { t, tMaybe } from '../i18n.js';
import { Icon } from './icon.js';

const ICONS = {
  entrepot: 'building-warehouse',
  magasin: 'building-store',
  rayon: 'list-details',
  casier: 'archive',
};

export function PlaceTree({ rows, manages, onEdit, onRemove }) {
  return html`
    <ul class="place-tree">
      ${rows.map(({ item, depth }) => html`
        <li key=${item.id} class=${`depth-${Math.min(depth, 4)}`}>
          <span class="place-icon">
            <${Icon} name=${ICONS[item.type] ?? 'map-pin'} size=${18} />
          </span>
          <a class="place-name" href=${`#/stock?emplacement_id=${item.id}`}>
            <code>${item.code}</code>
            <span>${item.nom}</span>
          </a>
          <span class="place-type">${tMaybe(`emplacement.type.${item.type}`, {}, item.type)}</span>
          ${manages && html`
            <span class="row-actions">
              <${Act}
                icon="plus"
                label=${t('emplacement.ajouter_dans', item)}
                run=${() => onEdit({ parent_id: item.id })}
              />
              <${Act} icon="edit" label=${t('emplacement.modifier_nomme', item)} run=${() => onEdit(item)} />
              <${Act} icon="trash" label=${t('emplacement.supprimer_titre', item)} run=${() => onRemove(item)} />
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
