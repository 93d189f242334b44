import * as api from '../api/pieces.js';
import { ErrorState } from '../components/error_state.js';
import { PageHeader } from '../components/page_header.js';
import { PieceForm } from '../components/piece_form.js';
import { Skeleton } from '../components/skeleton.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useResource } from '../resource.js';
import { href } from '../router.js';

/** Create a part, or change one when the address names it. */
export default function PieceEdition({ id }) {
  const {
    data: piece,
    error,
    loading,
    reload,
  } = useResource(id ? (signal) => api.read(id, signal) : null, [id]);
  const back = id
    ? { href: href(`/pieces/${id}`), label: piece?.nom ?? t('nav.pieces') }
    : { href: '#/pieces', label: t('nav.pieces') };
  return html`
    <${PageHeader} title=${t(id ? 'piece.modifier' : 'piece.nouvelle')} back=${back} />
    ${error && html`
      <div class="card">
        <${ErrorState} error=${error} onRetry=${reload} />
      </div>
    `}
    ${id && loading && !piece && html`
      <div class="card card-body">
        <${Skeleton} lines=${8} />
      </div>
    `}
    ${(!id || piece) && html`<${PieceForm} key=${piece?.version} piece=${piece} onReload=${reload} />`}
  `;
}
