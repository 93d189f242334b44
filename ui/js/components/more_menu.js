import { useState } from 'preact/hooks';
import { html } from '../html.js';
import { Icon } from './icon.js';
import { Menu } from './menu.js';

/** The acts that are not the usual next one. `entries`: [{id, icon, label, run, danger?}]. */
export function MoreMenu({ label, entries }) {
  const [open, setOpen] = useState(false);
  if (!entries.length) return null;
  return html`
    <${Menu}
      label=${label}
      button=${html`<${Icon} name="dots" />`}
      buttonClass="btn btn-icon more-button"
      class="more-menu"
      open=${open}
      setOpen=${setOpen}>
      ${entries.map(({ id, icon, label: text, run, danger }) => html`
        <button
          key=${id}
          type="button"
          class=${`menu-item ${danger ? 'is-danger' : ''}`}
          onClick=${() => {
            setOpen(false);
            run();
          }}>
          <${Icon} name=${icon} size=${18} />
          ${text}
        </button>
      `)}
    <//>
  `;
}
