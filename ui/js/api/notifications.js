import * as http from '../http.js';
import { localDays } from '../local_days.js';

const BASE = '/api/notifications/';

export const list = (query, signal) => http.get(BASE, localDays(query), { signal });
export const unreadCount = (signal) => http.get(`${BASE}non-lues/`, undefined, { signal });
export const markRead = (ids) => http.post(`${BASE}mark-read/`, ids === 'all' ? { all: true } : { ids });
export const stream = (options) => http.stream(`${BASE}stream/`, options);
export const why = (id, signal) => http.get(`${BASE}${id}/pourquoi/`, undefined, { signal });
export const send = (body, key) => http.post(BASE, body, { key });

export const preferences = (signal) => http.get(`${BASE}preferences/`, undefined, { signal });
export const setPreferences = (body) => http.put(`${BASE}preferences/`, body);

export const listTold = (query, signal) => http.get(`${BASE}evenements/`, localDays(query), { signal });
export const readTold = (id, signal) => http.get(`${BASE}evenements/${id}/`, undefined, { signal });
export const whoGot = (id, query, signal) => http.get(`${BASE}evenements/${id}/pourquoi/`, query, { signal });
