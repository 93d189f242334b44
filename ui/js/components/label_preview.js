import { useEffect, useState } from 'preact/hooks';
import * as api from '../api/pieces.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useResource } from '../resource.js';
import { ErrorState } from './error_state.js';
import { Skeleton } from './skeleton.js';

/** One label as it will be printed. */
export function LabelPreview({ piece, query = {} }) {
  const { data, error, reload } = useResource(
    () => api.label(piece.id, { ...query, format: 'svg' }),
    [piece.id, piece.version, JSON.stringify(query)],
  );
  const [address, setAddress] = useState(null);
  useEffect(() => {
    if (!data) return undefined;
    const made = URL.createObjectURL(new Blob([data.blob], { type: 'image/svg+xml' }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  if (error && !data) return html`<${ErrorState} error=${error} onRetry=${reload} />`;
  if (!address) return html`<${Skeleton} lines=${4} />`;
  return html`<img class="label-preview" src=${address} alt=${t('etiquette.de', { nom: piece.nom })} />`;
}
