import { money } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { ErrorState } from './error_state.js';
import { toggled } from './select_bar.js';
import { Skeleton } from './skeleton.js';
import { Thumbnail } from './thumbnail.js';

/** The catalogue as pictures. */
export function PieceGrid({ rows, error, reload, empty, chosen, onChosen, address }) {
  if (error && !rows) return html`<${ErrorState} error=${error} onRetry=${reload} />`;
  if (!rows)
    return html`
      <div class="card-body">
        <${Skeleton} lines=${8} />
      </div>
    `;
  if (!rows.length) return empty;
  return html`
    <ul class="piece-grid">
      ${rows.map((piece) => html`
        <li key=${piece.id} class=${chosen?.has(piece.id) ? 'is-chosen' : ''}>
          <a href=${address(piece)}>
            <${Thumbnail} image=${piece.image} size="large" />
            <strong>${piece.nom}</strong>
            <code>${piece.reference}</code>
            <span>${t('piece.prix_ht', { montant: money(piece.prix_vente) })}</span>
          </a>
          ${chosen && html`
            <input
              type="checkbox"
              class="form-check-input"
              aria-label=${`${t('selection.cocher')} : ${piece.nom}`}
              checked=${chosen.has(piece.id)}
              onChange=${() => onChosen(toggled(chosen, piece.id))}
            />
          `}
        </li>
      `)}
    </ul>
  `;
}
