import { useState } from 'preact/hooks';
import * as api from '../api/auth.js';
import { saveFile } from '../download.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { go } from '../router.js';
import * as session from '../session.js';
import { notify, reportError } from '../toasts.js';
import { Icon } from './icon.js';
import { PasswordDialog } from './password_dialog.js';

/** Take one's data along; close the account. */
export function AccountData() {
  const [leaving, setLeaving] = useState(false);
  const take = () => api.exportMe().then((file) => saveFile(file, t('donnees.fichier')), reportError);
  const gone = () => {
    session.close();
    notify(t('compte.supprime'));
    go('/');
  };
  return html`
    <section class="card panel">
      <header class="panel-header">
        <h2>${t('donnees.titre')}</h2>
      </header>
      <div class="panel-body">
        <p class="text-secondary">${t('donnees.texte')}</p>
        <button type="button" class="btn" onClick=${take}>
          <${Icon} name="download" size=${18} />
          ${t('donnees.exporter')}
        </button>
        <div class="danger-zone">
          <p>${t('compte.supprimer_texte')}</p>
          <button type="button" class="btn btn-ghost-danger" onClick=${() => setLeaving(true)}>
            <${Icon} name="trash" size=${18} />
            ${t('compte.supprimer')}
          </button>
        </div>
      </div>
      ${leaving && html`
        <${PasswordDialog}
          danger
          title=${t('compte.supprimer_titre')}
          text=${t('compte.supprimer_confirmer')}
          yes=${t('compte.supprimer')}
          send=${api.removeMe}
          onDone=${gone}
          onClose=${() => setLeaving(false)}
        />
      `}
    </section>
  `;
}
