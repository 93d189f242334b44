import * as pieces from '../api/pieces.js';
import { html } from '../html.js';
import { t, tMaybe } from '../i18n.js';
import { useResource } from '../resource.js';
import { Changes } from './changes.js';
import { Timeline } from './timeline.js';

/** Who changed the card of a part, and what. A service that does not answer leaves the rest of the page. */
export function PieceHistory({ id }) {
  const { data, error } = useResource((signal) => pieces.history(id, signal), [id]);
  const rows = data?.results ?? data ?? [];
  if (error || !rows.length) return null;
  return html`
    <section class="card panel">
      <header class="panel-header">
        <h2>${t('piece.historique')}</h2>
      </header>
      <div class="panel-body">
        <${Timeline}
          rows=${rows}
          title=${(row) => tMaybe(`action_journal.${row.action}`, {}, row.action)}
          detail=${(row) => html`<${Changes} before=${row.avant} after=${row.apres} />`}
        />
      </div>
    </section>
  `;
}
