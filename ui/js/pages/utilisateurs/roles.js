import { useState } from 'preact/hooks';
import * as api from '../../api/users.js';
import { ErrorState } from '../../components/error_state.js';
import { Icon } from '../../components/icon.js';
import { PageHeader } from '../../components/page_header.js';
import { PermissionMatrix } from '../../components/permission_matrix.js';
import { RoleDialog } from '../../components/role_dialog.js';
import { RoleHead } from '../../components/role_head.js';
import { SkeletonPage } from '../../components/skeleton.js';
import { ActButton } from '../../components/submit_button.js';
import { UserNav } from '../../components/user_nav.js';
import { deleteObject } from '../../deletion.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { changesText, roleText } from '../../permission_groups.js';
import { useResource } from '../../resource.js';
import { useRoleChanges } from '../../role_changes.js';
import { useShortcut } from '../../shortcuts.js';
import { notify } from '../../toasts.js';

/** What each role may do. Changes wait, marked, until they are saved together. */
export default function Roles() {
  const { data, error, reload } = useResource((signal) => api.readMatrix(signal));
  const [editing, setEditing] = useState(null);
  const [focus, setFocus] = useState(null);
  const changes = useRoleChanges(data?.roles, reload);
  useShortcut('n', 'role_matrice.nouveau', () => setEditing({}));
  if (error && !data) return html`<div class="card"><${ErrorState} error=${error} onRetry=${reload} /></div>`;
  if (!data) return html`<${SkeletonPage} />`;
  const { roles, permissions } = data;
  const shown = focus ?? roles[0]?.id;
  const saved = (role) => {
    setEditing(null);
    setFocus(role.id);
    notify(t('role_matrice.enregistre', { nom: roleText(role.nom) }));
    reload();
  };
  return html`
    <${PageHeader} title=${t('nav.roles')} text=${t('role_matrice.intro')}>
      <button type="button" class="btn btn-primary" onClick=${() => setEditing({})}>
        <${Icon} name="plus" size=${18} />
        ${t('role_matrice.nouveau')}
      </button>
    <//>
    <${UserNav} />
    <div class="card list-card matrix-card">
      <div class="list-tools matrix-choice">
        <select class="form-select" aria-label=${t('utilisateur.role')} value=${shown} onChange=${(event) => setFocus(event.target.value)}>
          ${roles.map(({ id, nom }) => html`<option key=${id} value=${id} selected=${id === shown}>${roleText(nom)}</option>`)}
        </select>
      </div>
      <${PermissionMatrix}
        roles=${roles}
        permissions=${permissions}
        given=${changes.given}
        onToggle=${changes.toggle}
        focus=${shown}
        head=${(role) => html`<${RoleHead} role=${role} onEdit=${setEditing} onDelete=${() => remove(role, reload)} />`}
      />
      ${changes.count > 0 && html`
        <div class="save-bar" role="status">
          <strong>${changesText(changes.count)}</strong>
          <button type="button" class="btn" onClick=${changes.forget}>${t('action.renoncer')}</button>
          <${ActButton} busy=${changes.busy} icon="check" class="btn-primary" onClick=${changes.save}>${t('action.enregistrer')}<//>
        </div>
      `}
    </div>
    ${editing && html`
      <${RoleDialog} role=${editing.id ? editing : null} roles=${roles} onClose=${() => setEditing(null)} onSaved=${saved} />
    `}
  `;
}

async function remove(role, reload) {
  const object = { libelle: roleText(role.nom), module: 'roles', id: role.id, text: t('role_matrice.supprimer_texte') };
  if (await deleteObject({ ...object, remove: () => api.removeRole(role.id), restored: reload })) reload();
}
