import { html } from '../html.js';
import { t } from '../i18n.js';
import { Dialog } from './dialog.js';
import { RecoveryCodes } from './recovery_codes.js';

export function RecoveryDialog({ codes, onClose }) {
  return html`
    <${Dialog} title=${t('secours.titre')} onClose=${onClose} class="dialog-small">
      <p>${t('secours.texte')}</p>
      <${RecoveryCodes} codes=${codes} onDone=${onClose} />
    <//>
  `;
}
