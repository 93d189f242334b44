import { useState } from 'preact/hooks';
import * as pieces from '../api/pieces.js';
import { html } from '../html.js';
import { t, tMaybe } from '../i18n.js';
import { explain } from '../refusals.js';
import { useResource } from '../resource.js';
import { Changes } from './changes.js';
import { Skeleton } from './skeleton.js';
import { Timeline } from './timeline.js';

const SIZE = 30;

/** Who changed the card of a part, and what: before and after. */
export function PieceHistory({ id }) {
  const [size, setSize] = useState(SIZE);
  const { data, error } = useResource((signal) => pieces.history(id, { page_size: size }, signal), [id, size]);
  return html`
    <section class="card panel">
      <header class="panel-header">
        <h2>${t('piece.historique')}</h2>
      </header>
      <div class="panel-body">
        ${error && html`<p class="field-error mb-0">${explain(error)}</p>`}
        ${!data && !error && html`<${Skeleton} lines=${5} />`}
        ${data && html`
          <${Timeline}
            rows=${data.results}
            title=${(row) => tMaybe(`action_journal.${row.action}`, {}, row.action)}
            detail=${(row) => html`<${Changes} before=${row.avant} after=${row.apres} />`}
          />
        `}
        ${data?.next && size < 200 && html`
          <button type="button" class="btn btn-sm mt-2" onClick=${() => setSize(200)}>${t('liste.plus_anciens')}</button>
        `}
      </div>
    </section>
  `;
}
