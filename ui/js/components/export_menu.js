import { useState } from 'preact/hooks';
import { saveFile } from '../download.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { reportError } from '../toasts.js';
import { Icon } from './icon.js';
import { Menu } from './menu.js';

const FORMATS = ['csv', 'xlsx'];

/** What a list shows, as a file: the same filters, all the pages. `load({...query, format})`. */
export function ExportMenu({ load, query }) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  async function run(format) {
    setOpen(false);
    setBusy(true);
    try {
      saveFile(await load({ ...query, format }), `export.${format}`);
    } catch (error) {
      reportError(error);
    } finally {
      setBusy(false);
    }
  }
  const button = html`
    ${busy ? html`
      <span class="spinner-border spinner-border-sm" aria-hidden="true"></span>
    ` : html`
      <${Icon} name="download" size=${18} />
    `}
    ${t('action.exporter')}
  `;
  return html`
    <${Menu} label=${t('action.exporter')} button=${button} buttonClass="btn" open=${open} setOpen=${setOpen} class="more-menu">
      ${FORMATS.map((format) => html`
        <button key=${format} type="button" class="menu-item" onClick=${() => run(format)}>
          <${Icon} name="file-spreadsheet" size=${18} />
          ${t(`export.${format}`)}
        </button>
      `)}
    <//>
  `;
}
