import { useRef, useState } from 'preact/hooks';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { Icon } from './icon.js';

/** A file, dropped or chosen. */
export function FileDrop({ label, hint, accept, file, onFile, errors }) {
  const input = useRef(null);
  const [over, setOver] = useState(false);
  return html`
    <div
      class=${`file-drop ${over ? 'is-over' : ''} ${errors?.length ? 'is-invalid' : ''}`}
      onDragOver=${(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave=${() => setOver(false)}
      onDrop=${(event) => {
        event.preventDefault();
        setOver(false);
        if (event.dataTransfer.files[0]) onFile(event.dataTransfer.files[0]);
      }}>
      <${Icon} name="upload" size=${30} />
      <strong>${file ? file.name : label}</strong>
      <span>${hint}</span>
      <button type="button" class="btn" onClick=${() => input.current.click()}>${t('fichier.choisir')}</button>
      <input
        ref=${input}
        type="file"
        class="visually-hidden"
        aria-label=${label}
        accept=${accept}
        onChange=${(event) => event.target.files[0] && onFile(event.target.files[0])}
      />
      ${errors?.length > 0 && html`<div class="field-error">${errors.join(' ')}</div>`}
    </div>
  `;
}
