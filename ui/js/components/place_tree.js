import { html } from '../html.js';
import { tMaybe } from '../i18n.js';
import { TreeRows } from './tree_rows.js';

const ICONS = {
  entrepot: 'building-warehouse',
  magasin: 'building-store',
  rayon: 'list-details',
  casier: 'archive',
};

export function PlaceTree({ rows, manages, onEdit, onRemove, onMove }) {
  const draw = (item) => html`
    <a class="place-name" href=${`#/stock?emplacement_id=${item.id}`} draggable=${false}>
      <code>${item.code}</code>
      <span>${item.nom}</span>
    </a>
    <span class="place-type">${tMaybe(`emplacement.type.${item.type}`, {}, item.type)}</span>
  `;
  return html`
    <${TreeRows}
      rows=${rows}
      manages=${manages}
      icon=${(item) => ICONS[item.type] ?? 'map-pin'}
      name=${(item) => item.code}
      draw=${draw}
      onAdd=${(item) => onEdit({ parent_id: item.id })}
      onEdit=${onEdit}
      onRemove=${onRemove}
      onMove=${onMove}
    />
  `;
}
