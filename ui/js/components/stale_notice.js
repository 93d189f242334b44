import { html } from '../html.js';
import { t } from '../i18n.js';
import { Icon } from './icon.js';

/** Somebody else saved meanwhile (412): nothing was overwritten, and the person decides. */
export function StaleNotice({ onReload }) {
  return html`
    <div class="alert alert-warning" role="alert">
      <${Icon} name="alert-triangle" />
      <div>
        ${t('erreur.version_perimee')}${' '}
        <button type="button" class="btn btn-sm ms-2" onClick=${onReload}>
          ${t('action.recharger')}
        </button>
      </div>
    </div>
  `;
}
