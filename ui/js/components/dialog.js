import { useEffect, useId, useRef } from 'preact/hooks';
import { mayAbandon } from '../abandon.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { held, isTyped } from '../unsaved.js';
import { Icon } from './icon.js';

/**
 * A modal on the browser's own <dialog>: it keeps the focus, closes by Esc, and gives the focus back. What was typed in it
 * is not thrown away unasked, and never by a click beside it.
 */
export function Dialog({ title, onClose, children, footer, class: extra = '' }) {
  const element = useRef(null);
  const before = useRef(null);
  before.current ??= held();
  const titleId = useId();
  useModal(element);

  async function leave(event) {
    event.preventDefault();
    if (await mayAbandon(before.current)) onClose();
  }
  const backdrop = (event) => {
    if (event.target === element.current && !isTyped(before.current)) onClose();
  };
  // as a key, not as the browser's "cancel": that one closes without asking when Esc is pressed twice
  const escape = (event) => {
    if (event.key !== 'Escape' || event.target.closest('dialog') !== element.current) return;
    leave(event);
  };
  const cancel = (event) => {
    if (event.target === element.current) leave(event);
  };
  return html`
    <dialog
      ref=${element}
      class=${`dialog ${extra}`}
      aria-labelledby=${titleId}
      onKeyDown=${escape}
      onCancel=${cancel}
      onPointerDown=${backdrop}>
      <div class="dialog-box">
        <header class="dialog-header">
          <h2 id=${titleId}>${title}</h2>
          <button type="button" class="icon-button" aria-label=${t('action.fermer')} onClick=${leave}>
            <${Icon} name="x" />
          </button>
        </header>
        <div class="dialog-body">${children}</div>
        ${footer && html`<footer class="dialog-footer">${footer}</footer>`}
      </div>
    </dialog>
  `;
}

function useModal(element) {
  useEffect(() => {
    const opener = document.activeElement;
    const dialog = element.current;
    dialog.showModal();
    dialog.querySelector('[autofocus], .dialog-body :is(input, select, textarea)')?.focus();
    return () => {
      dialog.close();
      requestAnimationFrame(() => giveBack(opener));
    };
  }, []);
}

const isLost = () => !document.activeElement || document.activeElement === document.body;

// The opener may be gone with its row or its screen: then the page is read on from its beginning. That comes last, as a
// question and the dialog it was about close together.
function giveBack(opener) {
  if (isLost()) opener?.focus();
  setTimeout(() => isLost() && document.getElementById('contenu')?.focus({ preventScroll: true }));
}
