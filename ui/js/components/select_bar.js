import { html } from '../html.js';
import { t } from '../i18n.js';

/** What is chosen in a list, and what can be done with all of it. */
export function SelectBar({ count, onClear, children }) {
  if (!count) return null;
  return html`
    <div class="select-bar" role="status">
      <strong>${t('selection.nombre', { n: count })}</strong>
      ${children}
      <button type="button" class="btn btn-sm" onClick=${onClear}>${t('selection.vider')}</button>
    </div>
  `;
}

/** A column of boxes for a table. `chosen` is a Set of ids, `onChosen` takes the next one. */
export const selectColumn = (chosen, onChosen, name) => ({
  label: t('selection.cocher'),
  hidden: true,
  class: 'select-cell',
  cell: (row) => html`
    <input
      type="checkbox"
      class="form-check-input"
      aria-label=${`${t('selection.cocher')} : ${name(row)}`}
      checked=${chosen.has(row.id)}
      onChange=${() => onChosen(toggled(chosen, row.id))}
    />
  `,
});

export function toggled(chosen, id) {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return next;
}
