import * as api from './api/users.js';
import { useResource } from './resource.js';
import { can } from './session.js';

const DEFAULT_ROLES = ['lecteur', 'vendeur', 'magasinier', 'gestionnaire', 'administrateur'];

/** The names of the roles; the default ones when this account may not read them. */
export function useRoleNames() {
  const { data } = useResource(can('roles.gerer') ? api.listRoles : null);
  return data?.results.map(({ nom }) => nom) ?? DEFAULT_ROLES;
}
