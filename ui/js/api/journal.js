// log_service: the audit log, the trash, and the view of the running services.
import * as http from '../http.js';
import { localDays } from '../local_days.js';

const LOGS = '/api/logs/';
const TRASH = '/api/corbeille/';
const GATEWAY = '/api/gateway/';

export const listLogs = (query, signal) => http.get(LOGS, localDays(query), { signal });
export const logValues = (signal) => http.get(`${LOGS}valeurs/`, undefined, { signal });
export const objectLogs = (objetId, query, signal) => http.get(`${LOGS}objets/${objetId}/`, query, { signal });
export const annotateLog = (id, annotation, version) => http.patch(`${LOGS}${id}/`, { annotation }, { version });
export const hideLog = (id) => http.del(`${LOGS}${id}/`);
export const showLog = (id) => http.post(`${LOGS}${id}/montrer/`, {});
export const exportLogs = (query) => http.file(`${LOGS}export/`, localDays(query));
export const verifyLogs = (after) => http.get(`${LOGS}verifier/`, { apres: after }, { timeout: 60_000 });

export const listTrash = (query, signal) => http.get(TRASH, query, { signal });
export const previewTrash = (id, signal) => http.get(`${TRASH}${id}/apercu/`, undefined, { signal });
export const restore = (id, key) => http.post(`${TRASH}${id}/restaurer/`, {}, { key });
export const restoreMany = (ids, key) => http.post(`${TRASH}restaurer/`, { ids }, { key, timeout: 60_000 });
export const purge = (id) => http.del(`${TRASH}${id}/`);
export const purgeMany = (ids, key) => http.post(`${TRASH}purger/`, { ids }, { key, timeout: 60_000 });

export const listServices = (signal) => http.get(`${GATEWAY}services/`, undefined, { signal });
export const listCalls = (query, signal) => http.get(`${GATEWAY}journal/`, localDays(query), { signal });
export const requestPath = (id, signal) => http.get(`${GATEWAY}requetes/${encodeURIComponent(id)}/`, undefined, { signal });
export const listSettings = (signal) => http.get(`${GATEWAY}config/`, undefined, { signal });
export const settingHistory = (query, signal) => http.get(`${GATEWAY}config/historique/`, query, { signal });
export const changeSetting = ({ service, cle, version }, valeur) =>
  http.put(`${GATEWAY}config/${service}/${cle}/`, { valeur }, { version });
export const resetSetting = ({ service, cle, version }) => http.del(`${GATEWAY}config/${service}/${cle}/`, { version });
