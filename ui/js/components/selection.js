import { useState } from 'preact/hooks';
import { html } from '../html.js';
import { t } from '../i18n.js';

/** Rows ticked in a list: {ids, has, toggle, setAll, clear}. Rows that are gone are no longer ticked. */
export function useSelection(rows) {
  const [ticked, setTicked] = useState(new Set());
  const present = (rows ?? []).map(({ id }) => id);
  const ids = present.filter((id) => ticked.has(id));
  return {
    ids,
    all: ids.length > 0 && ids.length === present.length,
    has: (id) => ticked.has(id),
    toggle: (id) => setTicked((now) => new Set(now.has(id) ? [...now].filter((other) => other !== id) : [...now, id])),
    setAll: (on) => setTicked(new Set(on ? present : [])),
    clear: () => setTicked(new Set()),
  };
}

/** The column of boxes of a DataTable. */
export const selectionColumn = (selection, name) => ({
  label: t('choix.choisir'),
  hidden: true,
  class: 'select-cell',
  cell: (row) => html`
    <input
      type="checkbox"
      class="form-check-input"
      aria-label=${t('choix.choisir_nomme', { nom: name(row) })}
      checked=${selection.has(row.id)}
      onChange=${() => selection.toggle(row.id)}
    />
  `,
});

/** What may be done with the rows ticked, under the filters of the list. */
export function SelectionBar({ selection, children }) {
  return html`
    <div class=${`selection-bar ${selection.ids.length ? 'is-active' : ''}`} role="group" aria-label=${t('choix.titre')}>
      <label>
        <input type="checkbox" class="form-check-input" checked=${selection.all} onChange=${(event) => selection.setAll(event.target.checked)} />
        ${selection.ids.length ? t('choix.choisis', { n: selection.ids.length }) : t('choix.tout')}
      </label>
      ${selection.ids.length > 0 && children}
    </div>
  `;
}
