import * as pieces from '../api/pieces.js';
import { PieceBadge } from '../components/badges.js';
import { ErrorState } from '../components/error_state.js';
import { Icon } from '../components/icon.js';
import { PageHeader } from '../components/page_header.js';
import { PieceFacts } from '../components/piece_facts.js';
import { PieceHistory } from '../components/piece_history.js';
import { PieceStock } from '../components/piece_stock.js';
import { SkeletonPage } from '../components/skeleton.js';
import { deletePiece } from '../piece_deletion.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useResource } from '../resource.js';
import { go } from '../router.js';
import { can } from '../session.js';
import { useShortcut } from '../shortcuts.js';

/** One part: what it is, where it lies, what happened to it. */
export default function Piece({ id }) {
  const { data: piece, error, reload } = useResource((signal) => pieces.read(id, signal), [id]);
  const edits = can('pieces.gerer');
  useShortcut('e', 'piece.modifier', () => go(`/pieces/${id}/modifier`), edits);
  useShortcut(
    'n',
    'mouvement.nouveau',
    () => go('/stock/mouvement', { piece: id }),
    can('stock.mouvementer'),
  );
  if (error && !piece)
    return html`
      <div class="card">
        <${ErrorState} error=${error} onRetry=${reload} />
      </div>
    `;
  if (!piece) return html`<${SkeletonPage} />`;
  return html`
    <${PageHeader}
      title=${piece.nom}
      badge=${html`<${PieceBadge} actif=${piece.actif} />`}
      back=${{ href: '#/pieces', label: t('nav.pieces') }}
      text=${html`<code>${piece.reference}</code>`}>
      ${edits && html`
        <button type="button" class="btn btn-ghost-danger" onClick=${() => deletePiece(piece)}>
          <${Icon} name="trash" size=${18} />
          ${t('action.supprimer')}
        </button>
        <a class="btn" href=${`#/pieces/${id}/modifier`}>
          <${Icon} name="edit" size=${18} />
          ${t('action.modifier')}
        </a>
      `}
      ${can('stock.mouvementer') && html`
        <a class="btn btn-primary" href=${`#/stock/mouvement?piece=${id}`}>
          <${Icon} name="arrows-exchange" size=${18} />
          ${t('mouvement.nouveau')}
        </a>
      `}
    <//>
    <div class="detail-grid">
      <div>${can('stock.lire') && html`<${PieceStock} piece=${piece} />`}</div>
      <div>
        <${PieceFacts} piece=${piece} />
        <${PieceHistory} id=${id} />
      </div>
    </div>
  `;
}
