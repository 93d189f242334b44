import { useState } from 'preact/hooks';
import * as api from '../api/journal.js';
import { useGrowingList } from '../growing_list.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { phraseOf } from '../log_phrase.js';
import { can } from '../session.js';
import { Changes } from './changes.js';
import { LogDialog } from './log_dialog.js';
import { Skeleton } from './skeleton.js';
import { ActButton } from './submit_button.js';
import { Timeline } from './timeline.js';

const SIZE = 15;

/**
 * Everything the audit log knows of one object, on the object's own page. Nothing for those who may not read the log,
 * and nothing when the log does not answer: the page is about the object.
 */
export function ObjectTimeline({ objetId, module }) {
  return can('logs.lire') ? html`<${Rows} key=${objetId} ...${{ objetId, module }} />` : null;
}

function Rows({ objetId, module }) {
  const load = (query, signal) => api.objectLogs(objetId, { module, page_size: SIZE, ...query }, signal);
  const { rows, error, busy, more, update } = useGrowingList(load);
  const [shown, setShown] = useState(null);
  const seen = rows?.filter(({ masque }) => !masque);
  if ((error && !rows) || seen?.length === 0) return null;
  return html`
    <section class="card panel object-timeline">
      <header class="panel-header">
        <h2>${t('journal.historique_objet')}</h2>
        <a href=${`#/journal?objet_id=${objetId}`}>${t('journal.ouvrir')}</a>
      </header>
      <div class="panel-body">
        ${!seen && html`<${Skeleton} lines=${4} />`}
        ${seen && html`
          <${Timeline}
            rows=${seen.map((row) => ({ ...row, cree_le: row.emis_le, user_email: '' }))}
            title=${(row) => html`
              <button type="button" class="row-link cell-link" onClick=${() => setShown(row)}>${phraseOf(row)}</button>
            `}
            detail=${(row) => html`<${Changes} before=${row.avant} after=${row.apres} />`}
          />
        `}
        ${more && html`<${ActButton} class="btn-sm mt-2" busy=${busy} onClick=${more}>${t('journal.plus_ancien')}<//>`}
      </div>
      ${shown && html`<${LogDialog} log=${shown} onClose=${() => setShown(null)} onChange=${update} />`}
    </section>
  `;
}
