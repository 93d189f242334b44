// auth_service: who one is. Those of api/users.js are about who the others are.
import * as http from '../http.js';

const BASE = '/api/auth/';
const ANONYMOUS = { anonymous: true };
const post = (path, body, key) => http.post(BASE + path, body, { key });
const open = (path, body, key) => http.post(BASE + path, body, { ...ANONYMOUS, key });
const follow = (path, token) => http.get(BASE + path, { token }, ANONYMOUS);

// before signing in
export const login = (email, password, key) => open('login/', { email, password }, key);
export const loginSecondFactor = (body, key) => open('login/2fa/', body, key);
export const mailLoginCode = (mfaToken) => open('login/2fa/email/', { mfa_token: mfaToken });
export const setupAtLogin = (mfaToken, method) => open('login/2fa/setup/', { mfa_token: mfaToken, method });
export const activateAtLogin = (mfaToken, method, code, key) =>
  open('login/2fa/activate/', { mfa_token: mfaToken, method, code }, key);
export const register = (body, key) => open('register/', body, key);
export const forgotPassword = (email, key) => open('password/forgot/', { email }, key);

// by the link of a mail
export const confirmAddress = (token) => follow('confirm/', token);
export const confirmNewAddress = (token) => follow('email/confirm/', token);
export const resetPassword = (token, password, key) => open('password/reset/', { token, new_password: password }, key);
export const acceptInvitation = (body, key) => open('invitations/accept/', body, key);
export const notMe = (token) => open('pas-moi/', { token });

// one's own account
export const me = () => http.get(`${BASE}me/`);
export const updateMe = (changes, version) => http.patch(`${BASE}me/`, changes, { version });
export const removeMe = (password) => http.del(`${BASE}me/`, { body: { password } });
export const exportMe = () => http.file(`${BASE}me/export/`);
export const logout = () => post('logout/', {});
export const logoutAll = () => post('logout-all/', {});
export const changePassword = (body, key) => post('password/change/', body, key);
export const changeEmail = (body, key) => post('email/change/', body, key);
export const listSessions = (signal) => http.get(`${BASE}sessions/`, { page_size: 200 }, { signal });
export const closeSession = (id) => http.del(`${BASE}sessions/${id}/`);
export const loginHistory = (query, signal) => http.get(`${BASE}login-history/`, query, { signal });

// one's second factor
export const secondFactor = (signal) => http.get(`${BASE}2fa/`, undefined, { signal });
export const setupTotp = () => post('2fa/totp/setup/', {});
export const setupMailFactor = () => post('2fa/email/setup/', {});
export const activateFactor = (method, code, key) => post(`2fa/${method}/activate/`, { code }, key);
export const disableFactor = (body, key) => post('2fa/disable/', body, key);
export const renewRecoveryCodes = (password, key) => post('2fa/recovery-codes/', { password }, key);
