import * as http from '../http.js';

const BASE = '/api/stock/';

export const dashboard = (signal) => http.get(`${BASE}tableau-de-bord/`, undefined, { signal });
export const levels = (query, signal) => http.get(BASE, query, { signal });
export const level = (pieceId, signal) => http.get(`${BASE}pieces/${pieceId}/`, undefined, { signal });

export const listMovements = (query, signal) => http.get(`${BASE}movements/`, query, { signal });
export const createMovement = (body, key) => http.post(`${BASE}movement/`, body, { key });
export const cancelMovement = (id, key) => http.post(`${BASE}movements/${id}/annuler/`, {}, { key });

export const listPlaces = (signal) => http.get(`${BASE}emplacements/`, { page_size: 200 }, { signal });
export const createPlace = (body, key) => http.post(`${BASE}emplacements/`, body, { key });
export const updatePlace = (id, changes, version) =>
  http.patch(`${BASE}emplacements/${id}/`, changes, { version });
export const removePlace = (id) => http.del(`${BASE}emplacements/${id}/`);

export const threshold = (pieceId, signal) => http.get(`${BASE}seuils/${pieceId}/`, undefined, { signal });
export const setThreshold = (pieceId, body, version) =>
  http.put(`${BASE}seuils/${pieceId}/`, body, { version });
