import { useState } from 'preact/hooks';
import * as api from './api/users.js';
import { t } from './i18n.js';
import { differenceCount, toggled } from './permission_groups.js';
import { notify, reportError } from './toasts.js';

/** The permissions put in or taken out and not saved yet: {given(role), toggle, count, save, forget, busy}. */
export function useRoleChanges(roles, reload) {
  const [drafts, setDrafts] = useState({});
  const [busy, setBusy] = useState(false);
  const given = (role) => drafts[role.id] ?? role.permissions;
  const changed = (roles ?? []).filter((role) => differenceCount(role.permissions, given(role)));
  const count = changed.reduce((sum, role) => sum + differenceCount(role.permissions, given(role)), 0);
  const toggle = (role, code) => setDrafts((now) => ({ ...now, [role.id]: toggled(now[role.id] ?? role.permissions, code) }));

  async function save() {
    setBusy(true);
    try {
      // one after the other: a refusal leaves what is not saved marked
      for (const role of changed) {
        await api.updateRole(role.id, { permissions: given(role) }, role.version);
        setDrafts(({ [role.id]: gone, ...rest }) => rest);
      }
      notify(t('role_matrice.enregistres'));
    } catch (error) {
      reportError(error);
    }
    setBusy(false);
    reload();
  }
  return { given, toggle, count, save, busy, forget: () => setDrafts({}) };
}
