// The only module that calls fetch. Pages go through api/, never here.
import { config } from './config.js';
import { fileName } from './file_name.js';
import { networkError, problem } from './problem.js';
import { retryDelay } from './retry.js';
import * as session from './session.js';
import { uuid } from './uuid.js';

const TIMEOUT = 15_000;
const FILE_TIMEOUT = 120_000;
const RENEW = '/api/auth/refresh/';

export const get = (path, query, options) => request('GET', path, { ...options, query });
export const post = (path, body, options) => request('POST', path, { ...options, body });
export const put = (path, body, options) => request('PUT', path, { ...options, body });
export const patch = (path, body, options) => request('PATCH', path, { ...options, body });
export const del = (path, options) => request('DELETE', path, options);

/**
 * `key`: Idempotency-Key of a POST. `version`: sent as If-Match. `anonymous`: no token, and a 401 is an answer.
 * `raw`: the body is sent as it is, with this type; null lets the browser name it, as it must for a form with files.
 */
export async function request(method, path, options = {}) {
  const call = { method, path, requestId: uuid(), ...options };
  if (!call.anonymous && session.needsRenewal()) await session.renew(exchangeToken);
  let response = await attempt(call);
  if (response.status === 401 && !call.anonymous && (await session.renew(exchangeToken)))
    response = await attempt(call);
  return read(response, call);
}

/** Ask for a new access token. True when there is one. */
export const renewSession = () => session.renew(exchangeToken);

/** A file of the API: {blob, name}. */
export const file = (path, query, options) =>
  request('GET', path, { timeout: FILE_TIMEOUT, ...options, query, as: 'file' });

/** An answer that goes on until `signal`, or the API, ends it: its body, read as it comes. */
export async function stream(path, { signal, lastEventId }) {
  const call = { method: 'GET', path, signal, lastEventId, endless: true, requestId: uuid() };
  if (session.needsRenewal()) await session.renew(exchangeToken);
  let response = await attempt(call);
  if (response.status === 401 && (await session.renew(exchangeToken))) response = await attempt(call);
  return response.ok ? response.body : read(response, call);
}

export async function fetchConfig() {
  return (await fetch('/config.json')).json();
}

// The answer, or null when the token is refused; a network failure is thrown, and does not end the session.
async function exchangeToken() {
  const call = { method: 'POST', path: RENEW, body: {}, anonymous: true, requestId: uuid() };
  const response = await attempt(call);
  if (response.status === 400 || response.status === 401) return null;
  return read(response, call);
}

async function attempt(call, tries = 0) {
  if (!call.anonymous && session.away.value) throw problem(401, null, call);
  const response = await send(call).catch((cause) => {
    if (call.signal?.aborted) throw cause;
    throw networkError(cause, call.requestId);
  });
  const wait = call.method === 'GET' ? retryDelay(response, tries) : null;
  if (wait === null) return response;
  await new Promise((resolve) => {
    setTimeout(resolve, wait);
  });
  return attempt(call, tries + 1);
}

function send(call) {
  const signals = [call.signal, call.endless ? null : AbortSignal.timeout(call.timeout ?? TIMEOUT)];
  return fetch(config.api + call.path + queryString(call.query), {
    method: call.method,
    headers: headers(call),
    body: call.body === undefined ? undefined : call.raw === undefined ? JSON.stringify(call.body) : call.body,
    credentials: 'include',
    signal: AbortSignal.any(signals.filter(Boolean)),
  });
}

function headers({ method, body, raw, key, version, anonymous, requestId, as, endless, lastEventId }) {
  const values = { Accept: 'application/json', 'X-Request-ID': requestId };
  if (as === 'file') values.Accept = '*/*';
  if (endless) values.Accept = 'text/event-stream, application/json';
  if (lastEventId) values['Last-Event-ID'] = lastEventId;
  if (body !== undefined && raw !== null) values['Content-Type'] = raw ?? 'application/json';
  if (method === 'POST') values['Idempotency-Key'] = key ?? requestId;
  if (version !== undefined && version !== null) values['If-Match'] = `"${version}"`;
  if (!anonymous && session.accessToken()) values.Authorization = `Bearer ${session.accessToken()}`;
  return values;
}

export function queryString(query = {}) {
  const kept = Object.entries(query)
    .flatMap(([name, value]) => (Array.isArray(value) ? value.map((one) => [name, one]) : [[name, value]]))
    .filter(([, value]) => value !== undefined && value !== null && value !== '');
  return kept.length ? `?${new URLSearchParams(kept)}` : '';
}

async function read(response, call) {
  if (response.ok && call.as === 'blob') return response.blob();
  if (response.ok && call.as === 'file')
    return { blob: await response.blob(), name: fileName(response.headers.get('Content-Disposition')) };
  const text = await response.text();
  let body = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch {
    /* not JSON: the status alone speaks */
  }
  if (response.ok) return body;
  throw problem(response.status, body, {
    requestId: response.headers.get('X-Request-ID') ?? call.requestId,
    retryAfter: Number(response.headers.get('Retry-After')) || null,
  });
}
