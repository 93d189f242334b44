// log_service: the audit log, the trash, and the view of the running services.
import * as http from '../http.js';

export const listLogs = (query, signal) => http.get('/api/logs/', query, { signal });

export const listTrash = (query, signal) => http.get('/api/corbeille/', query, { signal });
export const restore = (id, key) => http.post(`/api/corbeille/${id}/restaurer/`, {}, { key });
export const purge = (id) => http.del(`/api/corbeille/${id}/`);

export const listServices = (signal) => http.get('/api/gateway/services/', undefined, { signal });
