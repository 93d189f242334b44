import * as pieces from '../api/pieces.js';
import { MovementForm } from '../components/movement_form.js';
import { PageHeader } from '../components/page_header.js';
import { Skeleton } from '../components/skeleton.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useResource } from '../resource.js';
import { location } from '../router.js';

/** Enter a movement. ?piece= opens it for one part. */
export default function Mouvement() {
  const { piece: id } = location.value.query;
  const { data: piece, loading } = useResource(id ? (signal) => pieces.read(id, signal) : null, [id]);
  return html`
    <${PageHeader}
      title=${t('mouvement.nouveau')}
      text=${t('mouvement.intro')}
      back=${{ href: '#/stock', label: t('nav.stock') }}
    />
    ${id && loading ? html`
      <div class="card card-body">
        <${Skeleton} lines=${6} />
      </div>
    ` : html`
      <${MovementForm} initialPiece=${piece} />
    `}
  `;
}
