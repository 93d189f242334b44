import { quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { LevelBadge } from './badges.js';
import { EmptyState } from './empty_state.js';

/** Parts under their threshold, with how far under. */
export function AlertList({ alerts }) {
  if (!alerts.length)
    return html`
      <${EmptyState}
        icon="circle-check"
        title=${t('tableau.aucune_alerte')}
        text=${t('tableau.aucune_alerte_texte')}
      />
    `;
  return html`
    <ul class="alert-list">
      ${alerts.map((alert) => html`
        <li key=${alert.piece_id}>
          <a href=${`#/pieces/${alert.piece_id}`}>
            <strong>${alert.nom}</strong>
            <code>${alert.reference}</code>
          </a>
          <span class="alert-gauge">
            <meter
              min="0"
              max=${Math.max(Number(alert.seuil), 1)}
              value=${Number(alert.disponible)}
              aria-label=${t('tableau.jauge', {
                disponible: quantity(alert.disponible),
                seuil: quantity(alert.seuil),
              })}></meter>
            <small>
              ${quantity(alert.disponible)} / ${quantity(alert.seuil)}
            </small>
          </span>
          <${LevelBadge} etat=${alert.etat} />
        </li>
      `)}
    </ul>
  `;
}
