import * as http from '../http.js';

const BASE = '/api/notifications/webhooks/';
const DELIVERIES = '/api/notifications/livraisons/';

export const events = (signal) => http.get(`${BASE}evenements/`, undefined, { signal });
export const list = (query, signal) => http.get(BASE, query, { signal });
export const read = (id, signal) => http.get(`${BASE}${id}/`, undefined, { signal });
export const create = (body, key) => http.post(BASE, body, { key });
export const update = (id, changes, version) => http.patch(`${BASE}${id}/`, changes, { version });
export const remove = (id) => http.del(`${BASE}${id}/`);
export const newSecret = (id) => http.post(`${BASE}${id}/secret/`, {});
export const test = (id) => http.post(`${BASE}${id}/tester/`, {});

export const deliveries = (id, query, signal) => http.get(`${BASE}${id}/livraisons/`, query, { signal });
export const delivery = (id, signal) => http.get(`${DELIVERIES}${id}/`, undefined, { signal });
export const replay = (id) => http.post(`${DELIVERIES}${id}/rejouer/`, {});
