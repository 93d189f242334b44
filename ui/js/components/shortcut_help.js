import { signal } from '@preact/signals';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { active, useShortcut } from '../shortcuts.js';
import { Dialog } from './dialog.js';

const open = signal(false);
export const openShortcutHelp = () => {
  open.value = true;
};

export function ShortcutHelp() {
  useShortcut('?', 'raccourcis.aide', openShortcutHelp);
  if (!open.value) return null;
  const byKey = new Map(active.value.map((entry) => [entry.key, entry]));
  return html`
    <${Dialog}
      title=${t('raccourcis.titre')}
      class="dialog-small"
      onClose=${() => {
        open.value = false;
      }}>
      <dl class="shortcut-list">
        ${[...byKey.values()].map(({ key, label }) => html`
          <div key=${key}>
            <dt>${t(label)}</dt>
            <dd>
              <kbd>${key}</kbd>
            </dd>
          </div>
        `)}
        <div>
          <dt>${t('raccourcis.fermer')}</dt>
          <dd>
            <kbd>${t('raccourcis.echap')}</kbd>
          </dd>
        </div>
      </dl>
    <//>
  `;
}
