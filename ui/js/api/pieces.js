import * as http from '../http.js';

const BASE = '/api/pieces/';
const LONG = 120_000;

export const list = (query, signal) => http.get(BASE, query, { signal });
export const read = (id, signal) => http.get(`${BASE}${id}/`, undefined, { signal });
export const create = (body, key) => http.post(BASE, body, { key });
export const update = (id, body, version) => http.patch(`${BASE}${id}/`, body, { version });
export const remove = (id) => http.del(`${BASE}${id}/`);
export const history = (id, query, signal) => http.get(`${BASE}${id}/historique/`, query, { signal });
export const scan = (code, signal) => http.get(`${BASE}scan/`, { code }, { signal });
export const giveBarcode = (id, version, key) => http.post(`${BASE}${id}/code-barres/`, undefined, { key, version });

/** The picture is the body itself, as the browser has it. */
export const setImage = (id, file, version) =>
  http.put(`${BASE}${id}/image/`, file, { raw: file.type, version, timeout: LONG });
export const removeImage = (id, version) => http.del(`${BASE}${id}/image/`, { version });

export const label = (id, query) => http.get(`${BASE}${id}/etiquette/`, query, { as: 'file' });
export const labels = (query) => http.get(`${BASE}etiquettes/`, query, { as: 'file', timeout: LONG });
export const labelSheets = (signal) => http.get(`${BASE}etiquettes/modeles/`, undefined, { signal });
export const exportFile = (query) => http.get(`${BASE}export/`, query, { as: 'file', timeout: LONG });

export const listImports = (query, signal) => http.get(`${BASE}import/`, query, { signal });
export const readImport = (id, signal) => http.get(`${BASE}import/${id}/`, undefined, { signal });
export const importLines = (id, query, signal) => http.get(`${BASE}import/${id}/lignes/`, query, { signal });
export const startImport = (form, key) => http.post(`${BASE}import/`, form, { key, raw: null, timeout: LONG });
export const applyImport = (id, body, key) => http.post(`${BASE}import/${id}/apply/`, body, { key });
export const cancelImport = (id, key) => http.post(`${BASE}import/${id}/annuler/`, {}, { key });
export const importTemplate = (format) => http.get(`${BASE}import/modele/`, { format }, { as: 'file' });

export const categoryTree = (signal) => http.get(`${BASE}categories/arbre/`, undefined, { signal });
export const createCategory = (body, key) => http.post(`${BASE}categories/`, body, { key });
export const updateCategory = (id, body, version) => http.patch(`${BASE}categories/${id}/`, body, { version });
export const removeCategory = (id) => http.del(`${BASE}categories/${id}/`);

// the public catalogue: no session is needed, and none is sent
const ANYBODY = { anonymous: true };
export const publicList = (query, signal) => http.get('/api/public/pieces/', query, { ...ANYBODY, signal });
export const publicRead = (id, signal) => http.get(`/api/public/pieces/${id}/`, undefined, { ...ANYBODY, signal });
export const publicCategories = (signal) => http.get('/api/public/categories/', undefined, { ...ANYBODY, signal });
