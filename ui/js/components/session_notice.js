import { useEffect, useId, useRef } from 'preact/hooks';
import { html } from '../html.js';
import { t } from '../i18n.js';
import * as session from '../session.js';

/**
 * The session that this screen shows is no longer that of the browser. What is typed stays under the notice, which goes by
 * itself once the same person is signed in again, in whichever tab.
 */
export function SessionNotice() {
  return session.away.value && html`<${Notice} email=${session.away.value.email} />`;
}

// Esc does not close it: nothing could be done under it
const stay = (event) => (event.type === 'cancel' || event.key === 'Escape') && event.preventDefault();

function Notice({ email }) {
  const element = useRef(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = element.current;
    dialog.showModal();
    return () => dialog.close();
  }, []);
  const mine = session.user.value.email;
  return html`
    <dialog ref=${element} class="dialog" aria-labelledby=${titleId} onKeyDown=${stay} onCancel=${stay}>
      <div class="dialog-box">
        <header class="dialog-header">
          <h2 id=${titleId}>${email ? t('ailleurs.autre', { email }) : t('ailleurs.fermee')}</h2>
        </header>
        <div class="dialog-body">
          <p>${t('ailleurs.texte', { email: mine })}</p>
          <p class="mb-0">${t('ailleurs.retour')}</p>
        </div>
        <footer class="dialog-footer">
          ${email ? html`
            <button type="button" class="btn" onClick=${() => window.location.reload()}>
              ${t('ailleurs.continuer')}
            </button>
          ` : html`
            <button type="button" class="btn" onClick=${() => session.close({ expired: true })}>
              ${t('ailleurs.abandonner')}
            </button>
          `}
          <a class="btn btn-primary" href="#/connexion" target="_blank" autofocus>
            ${t('ailleurs.reconnecter')}
          </a>
        </footer>
      </div>
    </dialog>
  `;
}
