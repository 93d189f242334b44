import * as pieces from '../api/pieces.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useResource } from '../resource.js';
import { location, setQuery } from '../router.js';
import { Icon } from './icon.js';
import { PiecePicker } from './piece_picker.js';

/** Filter a list by one part, found by name. */
export function PieceFilter() {
  const { piece_id: id } = location.value.query;
  const { data } = useResource(id ? (signal) => pieces.read(id, signal) : null, [id]);
  const chosen = id && data?.id === id ? data : null;
  return html`
    <div class="piece-filter">
      <${PiecePicker} compact chosen=${chosen} onChoose=${(piece) => setQuery({ piece_id: piece.id })} />
      ${id && html`
        <button
          type="button"
          class="icon-button icon-button-sm"
          aria-label=${t('filtre.enlever')}
          onClick=${() => setQuery({ piece_id: '' })}>
          <${Icon} name="x" size=${16} />
        </button>
      `}
    </div>
  `;
}
