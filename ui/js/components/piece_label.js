import * as api from '../api/pieces.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { openFile } from '../open_file.js';
import { can } from '../session.js';
import { notify, reportError } from '../toasts.js';
import { DownloadButton } from './download_button.js';
import { Icon } from './icon.js';
import { LabelPreview } from './label_preview.js';
import { ActButton } from './submit_button.js';

/** The label of a part: its bar code and its QR code, ready to be stuck. */
export function PieceLabel({ piece, onPiece }) {
  async function giveCode() {
    try {
      onPiece(await api.giveBarcode(piece.id, piece.version));
      notify(t('etiquette.code_donne'));
    } catch (error) {
      reportError(error);
    }
  }
  return html`
    <div class="detail-grid">
      <section class="card panel">
        <header class="panel-header">
          <h2>${t('etiquette.etiquette')}</h2>
        </header>
        <div class="panel-body">
          <div class="label-sheet">
            <${LabelPreview} piece=${piece} />
          </div>
          <div class="form-actions">
            <${DownloadButton}
              load=${() => api.label(piece.id, { format: 'svg' })}
              name=${`${piece.reference}.svg`}>
              SVG
            <//>
            <a class="btn" href=${`#/pieces/etiquettes?ids=${piece.id}`}>
              <${Icon} name="tag" size=${18} />
              ${t('etiquette.planche')}
            </a>
            <${ActButton}
              class="btn-primary"
              icon="printer"
              onClick=${() => openFile(() => api.label(piece.id, { format: 'pdf' })).catch(reportError)}>
              ${t('etiquette.imprimer_une')}
            <//>
          </div>
        </div>
      </section>
      <section class="card panel">
        <header class="panel-header">
          <h2>${t('piece.code_barres')}</h2>
        </header>
        <div class="panel-body">
          <p>${piece.code_barres ? html`<code class="big-code">${piece.code_barres}</code>` : t('etiquette.sans_code')}</p>
          <p class="text-secondary">${t('etiquette.qr_aide')}</p>
          ${!piece.code_barres && can('pieces.gerer') && html`
            <${ActButton} icon="barcode" onClick=${giveCode}>${t('etiquette.donner_code')}<//>
          `}
        </div>
      </section>
    </div>
  `;
}
