// Invoices, credit notes and payments.
import * as http from '../http.js';

const BASE = '/api/factures/';

export const list = (query, signal) => http.get(BASE, query, { signal });
export const read = (id, signal) => http.get(`${BASE}${id}/`, undefined, { signal });
export const pdf = (id) => http.get(`${BASE}${id}/pdf/`, undefined, { as: 'file', timeout: 60_000 });
export const credit = (id, body, key) => http.post(`${BASE}${id}/avoir/`, body, { key });
export const mail = (id, body, key) => http.post(`${BASE}${id}/envoyer/`, body, { key });
export const aging = (query, signal) => http.get(`${BASE}echeancier/`, query, { signal });

export const listPayments = (query, signal) => http.get('/api/paiements/', query, { signal });
export const pay = (body, key) => http.post('/api/paiements/', body, { key, timeout: 60_000 });
export const refund = (id, body, key) =>
  http.post(`/api/paiements/${id}/rembourser/`, body, { key, timeout: 60_000 });
export const testCards = (signal) => http.get('/api/paiements/cartes-de-test/', undefined, { signal });
export const exportFile = (query) => http.get(`${BASE}export/`, query, { as: 'file', timeout: 120_000 });
export const exportAging = (query) => http.get(`${BASE}echeancier/`, query, { as: 'file', timeout: 120_000 });
export const exportPayments = (query) => http.get('/api/paiements/export/', query, { as: 'file', timeout: 120_000 });
