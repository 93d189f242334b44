import { useState } from 'preact/hooks';
import { quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { explain } from '../refusals.js';
import { findByCode } from '../scan.js';
import * as stock from '../api/stock.js';
import { can } from '../session.js';
import { unitFor } from '../units.js';
import { LevelBadge } from './badges.js';
import { Dialog } from './dialog.js';
import { Icon } from './icon.js';
import { ScanInput } from './scan_input.js';
import { Thumbnail } from './thumbnail.js';

/** What is this? Scan, and see the part, how many there are and where; then act on it. */
export function ScanDialog({ onClose }) {
  const [found, setFound] = useState(null);
  const [failure, setFailure] = useState(null);
  async function onCode(code) {
    try {
      const piece = await findByCode(code);
      const level = can('stock.lire') ? await stock.level(piece.id).catch(() => null) : null;
      setFound({ piece, level });
      setFailure(null);
    } catch (error) {
      setFound(null);
      setFailure(error);
    }
  }
  return html`
    <${Dialog} title=${t('scan.scanner')} onClose=${onClose}>
      <${ScanInput} label=${t('scan.invite')} onCode=${onCode} autofocus />
      ${failure && html`
        <p class="field-error mt-3" role="alert">${explain(failure)}</p>
        ${failure.data?.pieces?.map((piece) => html`
          <p key=${piece.id} class="mb-1">
            <a href=${`#/pieces/${piece.id}`} onClick=${onClose}>
              <code>${piece.reference}</code> ${piece.nom}
            </a>
          </p>
        `)}
      `}
      ${found && html`<${Found} ...${found} onGo=${onClose} />`}
    <//>
  `;
}

function Found({ piece, level, onGo }) {
  const act = (path, icon, key, permission) =>
    can(permission) && html`
      <a class="btn" href=${`#${path}`} onClick=${onGo}>
        <${Icon} name=${icon} size=${18} />
        ${t(key)}
      </a>
    `;
  return html`
    <section class="scan-found" aria-live="polite">
      <${Thumbnail} image=${piece.image} size="large" />
      <div>
        <h3>
          <a href=${`#/pieces/${piece.id}`} onClick=${onGo}>${piece.nom}</a>
        </h3>
        <code>${piece.reference}</code>
        ${level && html`
          <p class="scan-level">
            <strong>${quantity(level.disponible)}</strong> ${unitFor(piece.unite, level.disponible)} ${t('scan.disponibles', { n: level.disponible })}
            <${LevelBadge} etat=${level.etat} />
          </p>
          <ul>
            ${level.emplacements.map((place) => html`
              <li key=${place.emplacement_id}>
                <code>${place.code}</code> ${place.nom} : ${quantity(place.quantite)}
              </li>
            `)}
          </ul>
        `}
        <div class="scan-acts">
          ${act(`/stock/mouvement?piece=${piece.id}`, 'arrows-exchange', 'mouvement.nouveau', 'stock.mouvementer')}
          ${act(`/pieces/etiquettes?ids=${piece.id}`, 'tag', 'etiquette.imprimer', 'pieces.lire')}
        </div>
      </div>
    </section>
  `;
}
