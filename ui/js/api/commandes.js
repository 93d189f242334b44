import * as http from '../http.js';
import { localDays } from '../local_days.js';

const BASE = '/api/commandes/';

export const list = (query, signal) => http.get(BASE, localDays(query), { signal });
export const read = (id, signal) => http.get(`${BASE}${id}/`, undefined, { signal });
export const create = (body, key) => http.post(BASE, body, { key });
export const update = (id, body, version) => http.put(`${BASE}${id}/`, body, { version });
export const remove = (id) => http.del(`${BASE}${id}/`);
export const history = (id, signal) => http.get(`${BASE}${id}/historique/`, undefined, { signal });

/** action: valider, preparer, expedier, livrer, recevoir, retourner, solder, annuler. Answers the order as it is now. */
export const act = (id, action, key, body = {}) => http.post(`${BASE}${id}/${action}/`, body, { key });
export const duplicate = (id, key) => http.post(`${BASE}${id}/dupliquer/`, {}, { key });
export const invoice = (id, body, key) => http.post(`${BASE}${id}/facturer/`, body, { key });
/** The order form, or the slip of one shipment or reception. */
export const slip = (id, operation) => http.get(`${BASE}${id}/bon/`, { operation_id: operation }, { as: 'file', timeout: 60_000 });
export const exportFile = (query) => http.get(`${BASE}export/`, localDays(query), { as: 'file', timeout: 120_000 });

/** How many orders are in this state: an empty page is enough to read `count`. */
export const countByState = async (etat, signal) => (await list({ etat, page_size: 1 }, signal)).count;
