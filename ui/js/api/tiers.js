// Customers and suppliers: the same shape at two addresses.
import * as http from '../http.js';

const resource = (base) => ({
  list: (query, signal) => http.get(base, query, { signal }),
  read: (id, signal) => http.get(`${base}${id}/`, undefined, { signal }),
  create: (body, key) => http.post(base, body, { key }),
  update: (id, body, version) => http.patch(`${base}${id}/`, body, { version }),
  remove: (id) => http.del(`${base}${id}/`),
});

export const clients = resource('/api/clients/');
export const fournisseurs = resource('/api/fournisseurs/');
