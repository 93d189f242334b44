import * as http from '../http.js';

const BASE = '/api/commandes/';

export const list = (query, signal) => http.get(BASE, query, { signal });
export const read = (id, signal) => http.get(`${BASE}${id}/`, undefined, { signal });
export const create = (body, key) => http.post(BASE, body, { key });
export const update = (id, body, version) => http.put(`${BASE}${id}/`, body, { version });
export const remove = (id) => http.del(`${BASE}${id}/`);
export const history = (id, signal) => http.get(`${BASE}${id}/historique/`, undefined, { signal });

/** action: valider, preparer, expedier, livrer, annuler. Answers the order as it is now. */
export const act = (id, action, key, body = {}) => http.post(`${BASE}${id}/${action}/`, body, { key });

/** How many orders are in this state: an empty page is enough to read `count`. */
export const countByState = async (etat, signal) => (await list({ etat, page_size: 1 }, signal)).count;
