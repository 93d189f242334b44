import * as http from '../http.js';

const BASE = '/api/auth/';
const ANONYMOUS = { anonymous: true };

export const login = (email, password, key) =>
  http.post(`${BASE}login/`, { email, password }, { ...ANONYMOUS, key });
export const loginSecondFactor = (mfaToken, code, key) =>
  http.post(`${BASE}login/2fa/`, { mfa_token: mfaToken, code }, { ...ANONYMOUS, key });
export const logout = () => http.post(`${BASE}logout/`, {});
export const me = () => http.get(`${BASE}me/`);
export const updateMe = (changes, version) => http.patch(`${BASE}me/`, changes, { version });
export const changePassword = (body, key) => http.post(`${BASE}password/change/`, body, { key });
export const forgotPassword = (email, key) =>
  http.post(`${BASE}password/forgot/`, { email }, { ...ANONYMOUS, key });
export const resetPassword = (token, password, key) =>
  http.post(`${BASE}password/reset/`, { token, new_password: password }, { ...ANONYMOUS, key });

export const listUsers = (query, signal) => http.get(`${BASE}users/`, query, { signal });
export const createUser = (body, key) => http.post(`${BASE}users/`, body, { key });
export const updateUser = (id, changes, version) => http.patch(`${BASE}users/${id}/`, changes, { version });
export const unlockUser = (id) => http.post(`${BASE}users/${id}/unlock/`, {});
export const listRoles = (signal) => http.get(`${BASE}roles/`, { page_size: 200 }, { signal });
