import { useEffect, useState } from 'preact/hooks';
import * as api from '../api/auth.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { reportError } from '../toasts.js';
import { Dialog } from './dialog.js';
import { FactorCode } from './factor_code.js';
import { Skeleton } from './skeleton.js';

const SETUP = { totp: api.setupTotp, email: api.setupMailFactor };

/** Turn a second factor on: the QR code or the mail, then the code. */
export function FactorDialog({ method, onClose, onDone }) {
  const [setup, setSetup] = useState(null);
  useEffect(() => {
    SETUP[method]().then(setSetup, (error) => {
      reportError(error);
      onClose();
    });
  }, []);
  return html`
    <${Dialog} title=${t(`facteur.${method}`)} onClose=${onClose} class="dialog-small">
      ${setup ? html`
        <${FactorCode} setup=${setup} send=${(code, key) => api.activateFactor(method, code, key)} onDone=${onDone} />
      ` : html`
        <${Skeleton} lines=${5} />
      `}
    <//>
  `;
}
