import { useEffect, useId, useRef } from 'preact/hooks';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { Icon } from './icon.js';

/** A modal on the browser's own <dialog>: it keeps the focus, closes by Esc, and gives the focus back. */
export function Dialog({ title, onClose, children, footer, class: extra = '' }) {
  const element = useRef(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = element.current;
    dialog.showModal();
    dialog.querySelector('[autofocus], .dialog-body :is(input, select, textarea)')?.focus();
    return () => dialog.close();
  }, []);
  const backdrop = (event) => {
    if (event.target === element.current) onClose();
  };
  return html`
    <dialog
      ref=${element}
      class=${`dialog ${extra}`}
      aria-labelledby=${titleId}
      onCancel=${onClose}
      onPointerDown=${backdrop}>
      <div class="dialog-box">
        <header class="dialog-header">
          <h2 id=${titleId}>${title}</h2>
          <button type="button" class="icon-button" aria-label=${t('action.fermer')} onClick=${onClose}>
            <${Icon} name="x" />
          </button>
        </header>
        <div class="dialog-body">${children}</div>
        ${footer && html`<footer class="dialog-footer">${footer}</footer>`}
      </div>
    </dialog>
  `;
}
