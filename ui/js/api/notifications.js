import * as http from '../http.js';

const BASE = '/api/notifications/';

export const list = (query, signal) => http.get(BASE, query, { signal });
export const unreadCount = (signal) => http.get(`${BASE}non-lues/`, undefined, { signal });
export const markRead = (ids) => http.post(`${BASE}mark-read/`, ids === 'all' ? { all: true } : { ids });
