import { useState } from 'preact/hooks';
import { saveFile } from '../download.js';
import { html } from '../html.js';
import { reportError } from '../toasts.js';
import { ActButton } from './submit_button.js';

/** Fetch a file of the API and save it under the name it gives, else `name`; the button waits meanwhile. */
export function DownloadButton({ load, name, icon = 'download', children, ...rest }) {
  const [busy, setBusy] = useState(false);
  async function run() {
    setBusy(true);
    try {
      saveFile(await load(), name);
    } catch (error) {
      reportError(error);
    } finally {
      setBusy(false);
    }
  }
  return html`
    <${ActButton} icon=${icon} busy=${busy} onClick=${run} ...${rest}>${children}<//>
  `;
}
