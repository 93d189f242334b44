import { html } from '../html.js';
import { t, tMaybe } from '../i18n.js';
import { Dialog } from './dialog.js';
import { Icon } from './icon.js';

/** After an act on several things of the trash: which could not be done, and why. */
export function BulkResult({ outcome, rows, onClose }) {
  const name = (id) => rows?.find((row) => row.id === id)?.libelle ?? id;
  return html`
    <${Dialog} title=${t('corbeille.lot_titre')} onClose=${onClose}>
      ${outcome.reussies > 0 && html`
        <div class="alert alert-success"><${Icon} name="check" />${t('corbeille.lot_fait', { n: outcome.reussies })}</div>
      `}
      <ul class="preview-list">
        ${outcome.resultats.filter(({ ok }) => !ok).map(({ id, code, detail }) => html`
          <li key=${id} class="preview-refused">
            <${Icon} name="alert-circle" size=${16} />
            <span>
              <strong>${name(id)}</strong>
              <small>${tMaybe(`erreur.${code}`, {}, detail)}</small>
            </span>
          </li>
        `)}
      </ul>
    <//>
  `;
}
