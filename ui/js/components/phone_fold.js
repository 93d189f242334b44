import { useState } from 'preact/hooks';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { location } from '../router.js';
import { Icon } from './icon.js';

/** Filters that a desktop shows beside each other, and a phone folds behind a button unless one of them, `names`, is in force. */
export function PhoneFold({ names, children }) {
  const { query } = location.value;
  const active = names.filter((name) => query[name]).length;
  const [open, setOpen] = useState(active > 0);
  return html`
    <button type="button" class="btn phone-fold-button" aria-expanded=${open} onClick=${() => setOpen(!open)}>
      <${Icon} name="filter" size=${18} />
      ${active ? t('filtre.filtres_actifs', { n: active }) : t('filtre.filtres')}
    </button>
    <div class=${`phone-fold ${open ? 'is-open' : ''}`}>${children}</div>
  `;
}
