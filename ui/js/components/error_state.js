import { html } from '../html.js';
import { t } from '../i18n.js';
import { explain } from '../refusals.js';
import { EmptyState } from './empty_state.js';
import { Icon } from './icon.js';

/** In place of what could not be read, with a way to try again. */
export function ErrorState({ error, onRetry }) {
  const retry = onRetry && html`
    <button type="button" class="btn" onClick=${onRetry}>
      <${Icon} name="refresh" size=${18} />
      ${t('action.reessayer')}
    </button>
  `;
  const text = html`
    ${explain(error)}
    ${error.requestId && html`
      <br />
      <small>
        ${t('toast.requete')} <code>${error.requestId}</code>
      </small>
    `}
  `;
  return html`
    <div role="alert">
      <${EmptyState}
        icon=${error.status === 0 ? 'wifi-off' : 'alert-triangle'}
        title=${t('erreur.lecture')}
        text=${text}
        action=${retry}
      />
    </div>
  `;
}
