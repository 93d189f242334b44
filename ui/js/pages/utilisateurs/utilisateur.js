import * as api from '../../api/users.js';
import { ErrorState } from '../../components/error_state.js';
import { LoginHistory } from '../../components/login_history.js';
import { ObjectTimeline } from '../../components/object_timeline.js';
import { PageHeader } from '../../components/page_header.js';
import { SkeletonPage } from '../../components/skeleton.js';
import { UserActions } from '../../components/user_actions.js';
import { UserBadges } from '../../components/user_badges.js';
import { UserFacts } from '../../components/user_facts.js';
import { UserForm } from '../../components/user_form.js';
import { UserSessions } from '../../components/user_sessions.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useResource } from '../../resource.js';
import { can } from '../../session.js';

/** One account: its role, whether it may sign in, where it is open, what it did. */
export default function Utilisateur({ id }) {
  const { data: user, error, reload, set } = useResource((signal) => api.read(id, signal), [id]);
  if (error && !user) return html`<div class="card"><${ErrorState} error=${error} onRetry=${reload} /></div>`;
  if (!user) return html`<${SkeletonPage} />`;
  const manages = can('utilisateurs.gerer');
  return html`
    <${PageHeader}
      title=${`${user.prenom} ${user.nom}`.trim() || user.email}
      badge=${html`<${UserBadges} user=${user} />`}
      text=${user.email}
      back=${{ href: '#/users', label: t('nav.utilisateurs') }}>
      ${manages && html`<${UserActions} user=${user} onUser=${set} onChange=${reload} />`}
    <//>
    <div class="detail-grid">
      <div>
        ${manages
          ? html`<${UserForm} key=${user.version} user=${user} onSaved=${set} onStale=${reload} />`
          : html`<${UserFacts} user=${user} />`}
        <${ObjectTimeline} objetId=${id} module="utilisateurs" />
      </div>
      <div>
        ${manages && html`<${UserFacts} user=${user} />`}
        <${UserSessions} id=${id} />
        <${LoginHistory} load=${(query, signal) => api.loginHistory(id, query, signal)} />
      </div>
    </div>
  `;
}
