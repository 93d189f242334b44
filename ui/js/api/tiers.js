// Customers and suppliers: the same shape at two addresses.
import * as http from '../http.js';

const resource = (base) => ({
  list: (query, signal) => http.get(base, query, { signal }),
  read: (id, signal) => http.get(`${base}${id}/`, undefined, { signal }),
  create: (body, key) => http.post(base, body, { key }),
  update: (id, body, version) => http.patch(`${base}${id}/`, body, { version }),
  remove: (id) => http.del(`${base}${id}/`),
  conditions: (signal) => http.get(`${base}conditions/`, undefined, { signal }),
  exportFile: (query) => http.get(`${base}export/`, query, { as: 'file', timeout: 120_000 }),
});

export const clients = resource('/api/clients/');
export const fournisseurs = resource('/api/fournisseurs/');

/** What a customer owes, by age, with the invoices that are not settled. */
export const balance = (id, signal) => http.get(`/api/clients/${id}/solde/`, undefined, { signal });
