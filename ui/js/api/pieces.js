import * as http from '../http.js';

const BASE = '/api/pieces/';

export const list = (query, signal) => http.get(BASE, query, { signal });
export const read = (id, signal) => http.get(`${BASE}${id}/`, undefined, { signal });
export const create = (body, key) => http.post(BASE, body, { key });
export const update = (id, body, version) => http.patch(`${BASE}${id}/`, body, { version });
export const remove = (id) => http.del(`${BASE}${id}/`);
export const history = (id, signal) => http.get(`${BASE}${id}/historique/`, undefined, { signal });

export const listCategories = (signal) => http.get(`${BASE}categories/`, { page_size: 200 }, { signal });
export const createCategory = (body, key) => http.post(`${BASE}categories/`, body, { key });
