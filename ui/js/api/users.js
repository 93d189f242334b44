// auth_service: accounts and roles, for those who manage them.
import * as http from '../http.js';

const USERS = '/api/auth/users/';
const ROLES = '/api/auth/roles/';

export const list = (query, signal) => http.get(USERS, query, { signal });
export const read = (id, signal) => http.get(`${USERS}${id}/`, undefined, { signal });
export const create = (body, key) => http.post(USERS, body, { key });
export const update = (id, changes, version) => http.patch(`${USERS}${id}/`, changes, { version });
export const remove = (id) => http.del(`${USERS}${id}/`);

/** action: unlock, invite, reset-2fa, logout-all. */
export const act = (id, action) => http.post(`${USERS}${id}/${action}/`, {});
export const loginHistory = (id, query, signal) => http.get(`${USERS}${id}/login-history/`, query, { signal });
export const sessions = (id, signal) => http.get(`${USERS}${id}/sessions/`, undefined, { signal });

export const listRoles = (signal) => http.get(ROLES, { page_size: 200 }, { signal });
export const createRole = (body, key) => http.post(ROLES, body, { key });
export const updateRole = (id, changes, version) => http.patch(`${ROLES}${id}/`, changes, { version });
export const removeRole = (id) => http.del(`${ROLES}${id}/`);

/** {roles, permissions}: what the matrix shows. */
export async function readMatrix(signal) {
  const [roles, permissions] = await Promise.all([
    listRoles(signal),
    http.get('/api/auth/permissions/', { page_size: 200 }, { signal }),
  ]);
  return { roles: roles.results, permissions: permissions.results };
}
