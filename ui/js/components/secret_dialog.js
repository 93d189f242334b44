import { copyText } from '../clipboard.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { Dialog } from './dialog.js';
import { Icon } from './icon.js';

/** The secret that signs what a webhook receives: seen once. */
export function SecretDialog({ webhook, onClose }) {
  const footer = html`<button type="button" class="btn btn-primary" onClick=${onClose}>${t('webhook.secret_garde')}</button>`;
  return html`
    <${Dialog} title=${t('webhook.secret')} onClose=${onClose} footer=${footer}>
      <p>${t('webhook.secret_texte')}</p>
      <div class="secret">
        <code>${webhook.secret}</code>
        <button type="button" class="btn btn-sm" autofocus onClick=${() => copyText(webhook.secret)}>
          <${Icon} name="copy" size=${16} />
          ${t('secours.copier')}
        </button>
      </div>
      <p class="text-secondary mb-0">${t('webhook.signature')}</p>
    <//>
  `;
}
