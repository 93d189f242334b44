import * as http from '../http.js';
import { localDays } from '../local_days.js';

const BASE = '/api/stock/';
const LONG = 120_000;
const file = (path) => (query) => http.get(`${BASE}${path}`, query, { as: 'file', timeout: LONG });

export const dashboard = (signal, jours) => http.get(`${BASE}tableau-de-bord/`, { jours }, { signal });
export const levels = (query, signal) => http.get(BASE, query, { signal });
export const exportLevels = file('');
export const level = (pieceId, signal) => http.get(`${BASE}pieces/${pieceId}/`, undefined, { signal });
export const atDate = (query, signal) => http.get(`${BASE}a-date/`, query, { signal });
export const exportAtDate = file('a-date/');

export const listMovements = (query, signal) => http.get(`${BASE}movements/`, localDays(query), { signal });
export const exportMovements = (query) => file('movements/')(localDays(query));
export const createMovement = (body, key) => http.post(`${BASE}movement/`, body, { key });
export const createMovements = (mouvements, key) =>
  http.post(`${BASE}movements/bulk/`, { mouvements }, { key, timeout: LONG });
export const cancelMovement = (id, key) => http.post(`${BASE}movements/${id}/annuler/`, {}, { key });

/** All the places: a warehouse has more bins than a page. */
export async function listPlaces(signal, page = 1) {
  const query = { page, page_size: 200, ordering: 'chemin' };
  const { results, next } = await http.get(`${BASE}emplacements/`, query, { signal });
  return { results: next ? [...results, ...(await listPlaces(signal, page + 1)).results] : results };
}
export const searchPlaces = (query, signal) => http.get(`${BASE}emplacements/`, query, { signal });
export const createPlace = (body, key) => http.post(`${BASE}emplacements/`, body, { key });
export const updatePlace = (id, changes, version) =>
  http.patch(`${BASE}emplacements/${id}/`, changes, { version });
export const removePlace = (id) => http.del(`${BASE}emplacements/${id}/`);

export const threshold = (pieceId, signal) => http.get(`${BASE}seuils/${pieceId}/`, undefined, { signal });
export const setThreshold = (pieceId, body, version) =>
  http.put(`${BASE}seuils/${pieceId}/`, body, { version });

export const listReservations = (query, signal) => http.get(`${BASE}reservations/`, query, { signal });
export const reserve = (body, key) => http.post(`${BASE}reservations/`, body, { key });
export const release = (id) => http.del(`${BASE}reservations/${id}/`);

const COUNTS = `${BASE}inventaires/`;
export const listCounts = (query, signal) => http.get(COUNTS, query, { signal });
export const readCount = (id, signal) => http.get(`${COUNTS}${id}/`, undefined, { signal });
export const openCount = (body, key) => http.post(COUNTS, body, { key, timeout: LONG });
export const countLines = (id, query, signal) => http.get(`${COUNTS}${id}/lignes/`, query, { signal });
export const countSheet = (id, query) => file(`inventaires/${id}/lignes/`)(query);
export const saveCounts = (id, lignes, key) => http.post(`${COUNTS}${id}/lignes/`, { lignes }, { key });
export const approveCount = (id, body, version, key) =>
  http.post(`${COUNTS}${id}/valider/`, body, { key, version, timeout: LONG });
export const cancelCount = (id, key) => http.post(`${COUNTS}${id}/annuler/`, {}, { key });

export const proposals = (query, signal) => http.get(`${BASE}reapprovisionnement/`, query, { signal });
export const exportProposals = file('reapprovisionnement/');
export const orderProposals = (body, key) =>
  http.post(`${BASE}reapprovisionnement/commander/`, body, { key, timeout: LONG });

/** name: valorisation, rotation, abc, dormants. */
export const report = (name, query, signal) => http.get(`${BASE}rapports/${name}/`, query, { signal });
export const exportReport = (name) => file(`rapports/${name}/`);
