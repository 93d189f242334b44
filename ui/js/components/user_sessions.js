import * as api from '../api/users.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { explain } from '../refusals.js';
import { useResource } from '../resource.js';
import { SessionRows } from './session_list.js';
import { Skeleton } from './skeleton.js';

/** Where another's account is open now. */
export function UserSessions({ id }) {
  const { data, error } = useResource((signal) => api.sessions(id, signal), [id]);
  return html`
    <section class="card panel">
      <header class="panel-header"><h2>${t('session.titre')}</h2></header>
      <div class="panel-body">
        ${error && html`<p class="field-error">${explain(error)}</p>`}
        ${!data && !error && html`<${Skeleton} />`}
        ${data && html`<${SessionRows} rows=${data.results} />`}
      </div>
    </section>
  `;
}
