import { html } from '../html.js';
import { t } from '../i18n.js';

/** The first sheet drawn small: labels gone already, those that will be printed, those left. A click says where to begin. */
export function SheetMap({ sheet, start, total, onStart }) {
  const columns = Math.max(1, Math.floor(sheet.page[0] / sheet.etiquette[0]));
  const cells = Array.from({ length: sheet.par_page }, (_, i) => i + 1);
  const look = (n) => (n < start ? 'is-gone' : n < start + total ? 'is-printed' : '');
  return html`
    <div class=${`sheet-map sheet-columns-${Math.min(columns, 5)}`} role="group" aria-label=${t('etiquette.planche')}>
      ${cells.map((n) => html`
        <button key=${n} type="button" class=${look(n)} aria-label=${t('etiquette.commencer', { n })} onClick=${() => onStart(n)}></button>
      `)}
    </div>
  `;
}
