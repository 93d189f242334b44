import { count } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { Icon } from './icon.js';

/** Under a numbered list: how many, and where one is. */
export function Pager({ total, page, pages, setPage }) {
  if (total === undefined || total === 0) return null;
  return html`
    <nav class="pager" aria-label=${t('liste.pages')}>
      <span class="text-secondary">${t('liste.total', { n: total, nombre: count(total) })}</span>
      ${pages > 1 && html`
        <span class="pager-buttons">
          <${Step}
            icon="chevron-left"
            label=${t('liste.precedente')}
            run=${page > 1 && (() => setPage(page - 1))}
          />
          <span>${t('liste.page', { page, pages })}</span>
          <${Step}
            icon="chevron-right"
            label=${t('liste.suivante')}
            run=${page < pages && (() => setPage(page + 1))}
          />
        </span>
      `}
    </nav>
  `;
}

/** Under a cursor list: later and earlier only, since nobody counts a ledger. */
export function CursorPager({ next, previous }) {
  if (!next && !previous) return null;
  return html`
    <nav class="pager pager-end" aria-label=${t('liste.pages')}>
      <span class="pager-buttons">
        <${Step} icon="chevron-left" label=${t('liste.plus_recents')} run=${previous} text />
        <${Step} icon="chevron-right" label=${t('liste.plus_anciens')} run=${next} text />
      </span>
    </nav>
  `;
}

function Step({ icon, label, run, text }) {
  const glyph = html`<${Icon} name=${icon} size=${18} />`;
  return html`
    <button type="button" class="btn btn-sm" aria-label=${label} disabled=${!run} onClick=${run || undefined}>
      ${icon === 'chevron-left' && glyph}
      ${text && label}
      ${icon === 'chevron-right' && glyph}
    </button>
  `;
}
