import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { html } from '../html.js';

/** A button that opens a panel under it; Esc or a click elsewhere closes it, and the button gets the focus back. */
export function Menu({
  label,
  button,
  open,
  setOpen,
  children,
  class: extra = '',
  buttonClass = 'icon-button',
}) {
  const root = useRef(null);
  const opener = useRef(null);

  useEffect(() => {
    if (!open) return undefined;
    const outside = (event) => {
      if (!root.current.contains(event.target)) setOpen(false);
    };
    const escape = (event) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      opener.current.focus();
    };
    addEventListener('pointerdown', outside);
    addEventListener('keydown', escape);
    return () => {
      removeEventListener('pointerdown', outside);
      removeEventListener('keydown', escape);
    };
  }, [open]);

  // what was chosen in the panel goes with it
  useLayoutEffect(() => () => open && document.activeElement === document.body && opener.current?.focus(), [open]);

  return html`
    <div class=${`menu ${extra}`} ref=${root}>
      <button
        type="button"
        ref=${opener}
        class=${buttonClass}
        aria-label=${label}
        title=${label}
        aria-expanded=${open}
        onClick=${() => setOpen(!open)}>
        ${button}
      </button>
      ${open && html`<div class="menu-panel">${children}</div>`}
    </div>
  `;
}
