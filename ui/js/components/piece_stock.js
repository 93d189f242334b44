import { useState } from 'preact/hooks';
import * as stock from '../api/stock.js';
import { money, quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useResource } from '../resource.js';
import { can } from '../session.js';
import { unitFor } from '../units.js';
import { LevelBadge } from './badges.js';
import { ErrorState } from './error_state.js';
import { Icon } from './icon.js';
import { MovementFeed } from './movement_feed.js';
import { PlaceLevels } from './place_levels.js';
import { Skeleton } from './skeleton.js';
import { ThresholdDialog } from './threshold_dialog.js';

/** What there is of a part: in all, by place, and how it got there. */
export function PieceStock({ piece }) {
  const { data: level, error, reload } = useResource((signal) => stock.level(piece.id, signal), [piece.id]);
  const [editing, setEditing] = useState(false);
  if (error && !level)
    return html`
      <div class="card">
        <${ErrorState} error=${error} onRetry=${reload} />
      </div>
    `;
  if (!level)
    return html`
      <div class="card card-body">
        <${Skeleton} lines=${6} />
      </div>
    `;
  return html`
    <section class="card panel">
      <header class="panel-header">
        <h2>${t('stock.etat')}</h2>
        <${LevelBadge} etat=${level.etat} />
      </header>
      <div class="level-figures">
        <${Amount}
          label=${t('stock.disponible')}
          value=${
            html`
            ${quantity(level.disponible)} <small>${unitFor(piece.unite, level.disponible)}</small>
            `
          }
          main
        />
        <${Amount} label=${t('stock.quantite')} value=${quantity(level.quantite)} />
        <${Amount} label=${t('stock.reserve')} value=${quantity(level.reserve)} />
        <${Amount} label=${t('stock.valeur')} value=${money(level.valeur)} />
        <${Amount}
          label=${t('stock.seuil')}
          value=${
            html`
            ${quantity(level.seuil)}
            ${can('stock.gerer') && html`
              <button
                type="button"
                class="icon-button icon-button-sm"
                aria-label=${t('seuil.modifier')}
                title=${t('seuil.modifier')}
                onClick=${() => setEditing(true)}>
                <${Icon} name="edit" size=${16} />
              </button>
            `}
            `
          }
        />
      </div>
      <${PlaceLevels} places=${level.emplacements} />
    </section>
    <section class="card panel">
      <header class="panel-header">
        <h2>${t('tableau.derniers')}</h2>
        <a href=${`#/stock/mouvements?piece_id=${piece.id}`}>${t('action.voir_tout')}</a>
      </header>
      <div class="panel-body">
        <${MovementFeed} movements=${level.derniers_mouvements} ofPiece />
      </div>
    </section>
    ${editing && html`
      <${ThresholdDialog}
        level=${level}
        onClose=${() => setEditing(false)}
        onSaved=${() => {
          setEditing(false);
          reload();
        }}
      />
    `}
  `;
}

const Amount = ({ label, value, main }) => html`
  <div class=${`level-figure ${main ? 'is-main' : ''}`}>
    <span>${label}</span>
    <strong>${value}</strong>
  </div>
`;
