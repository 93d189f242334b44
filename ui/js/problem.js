// application/problem+json (RFC 9457) as one typed error. `data` is the whole body: the refusals carry facts in it.

export class ApiError extends Error {
  constructor({ status, code, title, detail, errors, requestId, retryAfter, data }) {
    super(detail || title || code);
    this.name = 'ApiError';
    Object.assign(this, { status, code, title, detail, requestId, retryAfter });
    this.fields = errors ?? {};
    this.data = data ?? {};
  }

  /** True when the request may have taken effect although no answer says so. */
  get outcomeUnknown() {
    return this.status === 0 || this.status >= 500;
  }
}

const CODES = {
  0: 'reseau',
  401: 'non_authentifie',
  403: 'interdit',
  404: 'introuvable',
  412: 'version_perimee',
  413: 'corps_trop_grand',
  429: 'trop_de_requetes',
  503: 'service_indisponible',
};

export function networkError(cause, requestId) {
  return new ApiError({
    status: 0,
    code: cause?.name === 'TimeoutError' ? 'delai_depasse' : 'reseau',
    requestId,
  });
}

export function problem(status, body, { requestId, retryAfter } = {}) {
  const data = body && typeof body === 'object' ? body : {};
  return new ApiError({
    status,
    retryAfter,
    data,
    code: data.code ?? CODES[status] ?? 'erreur',
    title: data.title,
    detail: data.detail,
    errors: normalise(data.errors),
    requestId: data.request_id ?? requestId,
  });
}

// errors: {field: [text]}, nested for lists of lines ({details: [{}, {quantite: [text]}]}): flattened to "details.1.quantite"
function normalise(errors, prefix = '', into = {}) {
  if (errors === null || errors === undefined) return into;
  if (typeof errors === 'string') (into[prefix] ??= []).push(errors);
  else if (Array.isArray(errors))
    errors.forEach((item, index) =>
      normalise(item, typeof item === 'string' ? prefix : `${prefix}.${index}`, into),
    );
  else
    for (const [field, value] of Object.entries(errors))
      normalise(value, prefix ? `${prefix}.${field}` : field, into);
  return into;
}
