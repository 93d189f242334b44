import { useState } from 'preact/hooks';
import * as api from '../api/auth.js';
import { ago, dateTime } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { explain } from '../refusals.js';
import { useResource } from '../resource.js';
import * as session from '../session.js';
import { notify, reportError } from '../toasts.js';
import { confirm } from './confirm.js';
import { Icon } from './icon.js';
import { Skeleton } from './skeleton.js';

const FEW = 6;
const PHONE = /iphone|android|ios|mobile/i;

/** Where the account is open now; each may be closed, or all at once. */
export function SessionList() {
  const { data, error, reload } = useResource(api.listSessions);
  async function close(row) {
    try {
      await api.closeSession(row.id);
      notify(t('session.fermee'));
      reload();
    } catch (failure) {
      reportError(failure);
    }
  }
  async function closeAll() {
    const question = { danger: true, title: t('session.tout_fermer'), text: t('session.tout_fermer_texte'), yes: t('session.tout_fermer') };
    if (!(await confirm(question))) return;
    try {
      await api.logoutAll();
      session.close();
    } catch (failure) {
      reportError(failure);
    }
  }
  return html`
    <section class="card panel">
      <header class="panel-header">
        <h2>${t('session.titre')}</h2>
        <button type="button" class="btn btn-sm" onClick=${closeAll}>${t('session.tout_fermer')}</button>
      </header>
      <div class="panel-body">
        ${error && html`<p class="field-error">${explain(error)}</p>`}
        ${!data && !error && html`<${Skeleton} lines=${4} />`}
        ${data && html`<${SessionRows} rows=${data.results} onClose=${close} />`}
      </div>
    </section>
  `;
}

export function SessionRows({ rows, onClose }) {
  const [all, setAll] = useState(false);
  if (!rows.length) return html`<p class="text-secondary mb-0">${t('session.aucune')}</p>`;
  return html`
    <ul class="session-list">
      ${(all ? rows : rows.slice(0, FEW)).map((row) => html`
        <li key=${row.id}>
          <${Icon} name=${PHONE.test(row.user_agent) ? 'device-mobile' : 'device-desktop'} size=${22} />
          <div>
            <strong title=${row.user_agent}>${row.appareil || row.user_agent}</strong>
            <small>${row.ip} · <time title=${dateTime(row.active_le)}>${t('session.active', { quand: ago(row.active_le) })}</time></small>
          </div>
          ${row.courante ? html`
            <span class="status-badge status-green"><i aria-hidden="true"></i>${t('session.courante')}</span>
          ` : onClose && html`
            <button type="button" class="btn btn-sm" onClick=${() => onClose(row)}>${t('session.fermer')}</button>
          `}
        </li>
      `)}
    </ul>
    ${!all && rows.length > FEW && html`
      <button type="button" class="btn btn-sm mt-2" onClick=${() => setAll(true)}>${t('session.toutes', { n: rows.length })}</button>
    `}
  `;
}
