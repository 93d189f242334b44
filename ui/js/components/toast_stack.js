import { useEffect, useRef } from 'preact/hooks';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { dismiss, toasts } from '../toasts.js';
import { Icon } from './icon.js';

const ICONS = { success: 'circle-check', error: 'alert-circle', info: 'info-circle' };

/** The messages. A popover opened anew for each of them, so that it lies above a dialog too. */
export function Toasts() {
  const box = useRef(null);
  const shown = toasts.value;
  useEffect(() => {
    box.current.hidePopover?.();
    if (shown.length) box.current.showPopover?.();
  }, [shown]);
  return html`
    <div
      class="toast-stack"
      popover="manual"
      ref=${box}
      role="region"
      aria-label=${t('toast.region')}
      aria-live="polite">
      ${shown.map((toast) => html`
        <${Toast} key=${toast.id} ...${toast} />
      `)}
    </div>
  `;
}

function Toast({ id, kind, text, action, requestId }) {
  const act = () => {
    dismiss(id);
    action.run();
  };
  return html`
    <div class=${`toast-card toast-${kind}`} role=${kind === 'error' ? 'alert' : 'status'}>
      <${Icon} name=${ICONS[kind]} class="toast-icon" />
      <div class="toast-text">
        <div>${text}</div>
        ${requestId && html`
          <small class="toast-request" title=${requestId}>
            ${t('toast.requete')} <code>${requestId}</code>
          </small>
        `}
      </div>
      ${action && html`
        <button type="button" class="btn btn-sm toast-action" onClick=${act}>
          ${action.label}
        </button>
      `}
      <button
        type="button"
        class="icon-button icon-button-sm"
        aria-label=${t('action.fermer')}
        onClick=${() => dismiss(id)}>
        <${Icon} name="x" size=${16} />
      </button>
    </div>
  `;
}
