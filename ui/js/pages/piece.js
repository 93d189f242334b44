import * as pieces from '../api/pieces.js';
import { PieceBadge } from '../components/badges.js';
import { ErrorState } from '../components/error_state.js';
import { Icon } from '../components/icon.js';
import { ImageCard } from '../components/image_card.js';
import { ObjectTimeline } from '../components/object_timeline.js';
import { PageHeader } from '../components/page_header.js';
import { PieceFacts } from '../components/piece_facts.js';
import { PieceHistory } from '../components/piece_history.js';
import { PieceLabel } from '../components/piece_label.js';
import { PieceMovements } from '../components/piece_movements.js';
import { PieceStock } from '../components/piece_stock.js';
import { PieceStockDetail } from '../components/piece_stock_detail.js';
import { SkeletonPage } from '../components/skeleton.js';
import { currentTab, Tabs } from '../components/tabs.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { deletePiece } from '../piece_deletion.js';
import { useResource } from '../resource.js';
import { go } from '../router.js';
import { can } from '../session.js';
import { useShortcut } from '../shortcuts.js';

const tabsOf = () =>
  [
    { id: 'fiche', label: t('piece.fiche') },
    can('stock.lire') && { id: 'stock', label: t('nav.stock') },
    can('stock.lire') && { id: 'mouvements', label: t('nav.mouvements') },
    { id: 'etiquette', label: t('etiquette.etiquette') },
    { id: 'historique', label: t('piece.onglet_historique') },
  ].filter(Boolean);

/** One part: what it is, where it lies, what happened to it. */
export default function Piece({ id }) {
  const resource = useResource((signal) => pieces.read(id, signal), [id]);
  const { data: piece, error, reload } = resource;
  const edits = can('pieces.gerer');
  const tabs = tabsOf();
  useShortcut('e', 'piece.modifier', () => go(`/pieces/${id}/modifier`), edits);
  useShortcut('n', 'mouvement.nouveau', () => go('/stock/mouvement', { piece: id }), can('stock.mouvementer'));
  if (error && !piece)
    return html`
      <div class="card">
        <${ErrorState} error=${error} onRetry=${reload} />
      </div>
    `;
  if (!piece) return html`<${SkeletonPage} />`;
  const tab = currentTab(tabs);
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
    <${Tabs} label=${piece.nom} tabs=${tabs} />
    ${tab === 'fiche' && html`
      <div class="detail-grid">
        <div>${can('stock.lire') ? html`<${PieceStock} piece=${piece} />` : html`<${PieceFacts} piece=${piece} />`}</div>
        <div>
          <${ImageCard} key=${piece.version} piece=${piece} onPiece=${resource.set} />
          ${can('stock.lire') && html`<${PieceFacts} piece=${piece} />`}
        </div>
      </div>
    `}
    ${tab === 'stock' && html`<${PieceStockDetail} piece=${piece} />`}
    ${tab === 'mouvements' && html`<${PieceMovements} piece=${piece} />`}
    ${tab === 'etiquette' && html`<${PieceLabel} piece=${piece} onPiece=${resource.set} />`}
    ${tab === 'historique' && html`
      <div class="piece-histories">
        <${ObjectTimeline} objetId=${id} />
        <${PieceHistory} id=${id} />
      </div>
    `}
  `;
}
