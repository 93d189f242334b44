import { quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { unitFor } from '../units.js';
import { LevelBadge } from './badges.js';
import { EmptyState } from './empty_state.js';
import { PlaceLevels } from './place_levels.js';
import { Skeleton } from './skeleton.js';

/** Beside the movement form: what there is of the chosen part, so that nobody types blind. */
export function StockAside({ piece, level }) {
  if (!piece)
    return html`
      <aside class="card">
        <${EmptyState}
          icon="package"
          title=${t('mouvement.choisir_piece')}
          text=${t('mouvement.choisir_piece_texte')}
        />
      </aside>
    `;
  if (!level || level.piece_id !== piece.id)
    return html`
      <aside class="card card-body">
        <${Skeleton} lines=${4} />
      </aside>
    `;
  return html`
    <aside class="card panel">
      <header class="panel-header">
        <h2>${piece.nom}</h2>
        <${LevelBadge} etat=${level.etat} />
      </header>
      <div class="level-figures">
        <div class="level-figure is-main">
          <span>${t('stock.disponible')}</span>
          <strong>
            ${quantity(level.disponible)} <small>${unitFor(piece.unite, level.disponible)}</small>
          </strong>
        </div>
        <div class="level-figure">
          <span>${t('stock.quantite')}</span>
          <strong>${quantity(level.quantite)}</strong>
        </div>
        <div class="level-figure">
          <span>${t('stock.reserve')}</span>
          <strong>${quantity(level.reserve)}</strong>
        </div>
      </div>
      <${PlaceLevels} places=${level.emplacements} />
    </aside>
  `;
}
