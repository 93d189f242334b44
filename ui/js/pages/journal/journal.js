import { useState } from 'preact/hooks';
import * as api from '../../api/journal.js';
import { ChainDialog } from '../../components/chain_dialog.js';
import { DataTable } from '../../components/data_table.js';
import { EmptyState } from '../../components/empty_state.js';
import { FilterChips } from '../../components/filter_chips.js';
import { Icon } from '../../components/icon.js';
import { LogDialog } from '../../components/log_dialog.js';
import { LogFilters } from '../../components/log_filters.js';
import { PageHeader } from '../../components/page_header.js';
import { CursorPager } from '../../components/pager.js';
import { saveFile } from '../../download.js';
import { dateTime } from '../../format.js';
import { html } from '../../html.js';
import { t, tMaybe } from '../../i18n.js';
import { useCursorList } from '../../liste.js';
import { actionText, phraseOf } from '../../log_phrase.js';
import { useResource } from '../../resource.js';
import { reportError } from '../../toasts.js';

const columns = (open) => [
  { label: t('champ.date'), cell: (row) => html`<time class="cell-line">${dateTime(row.emis_le)}</time>` },
  {
    label: t('champ.action'),
    title: true,
    cell: (row) => html`
      <button type="button" class="row-link cell-link" onClick=${() => open(row)}>
        ${phraseOf(row)}
      </button>
      ${row.annotation && html`<span class="cell-note annotation-note">${row.annotation}</span>`}
    `,
  },
  { label: t('champ.module'), cell: (row) => tMaybe(`module.${row.module}`, {}, row.module) },
  { label: t('journal.service'), cell: (row) => html`<code>${row.service}</code>` },
  { label: t('journal.ip'), cell: (row) => row.ip || '–' },
];

const names = () => ({
  user_email: t('champ.auteur'),
  user_id: t('journal.auteur_id'),
  objet_id: t('journal.objet'),
  request_id: t('journal.requete'),
  ip: t('journal.ip'),
  champ: t('journal.champ'),
});

/** The audit log: who did what to which object, when and from where. */
export default function Journal() {
  const list = useCursorList(api.listLogs);
  const values = useResource(api.logValues).data;
  const [shown, setShown] = useState(null);
  const [verifying, setVerifying] = useState(false);
  return html`
    <${PageHeader} title=${t('nav.journal')} text=${t('journal.intro')}>
      <button type="button" class="btn" onClick=${() => setVerifying(true)}>
        <${Icon} name="shield-check" size=${18} />
        ${t('journal.verifier')}
      </button>
      <${Export} format="csv" filters=${list.filters} />
      <${Export} format="xlsx" filters=${list.filters} />
    <//>
    <div class="card list-card">
      <${LogFilters} values=${values} actionText=${actionText} />
      <${FilterChips} names=${names()} />
      <${DataTable}
        caption=${t('nav.journal')}
        columns=${columns(setShown)}
        ...${list}
        rowClass=${(row) => (row.masque ? 'is-hidden-row' : '')}
        empty=${html`<${EmptyState} icon="history" title=${t('liste.rien')} text=${t('liste.rien_texte')} />`}
      />
      <${CursorPager} ...${list} />
    </div>
    ${shown && html`<${LogDialog} key=${shown.id} log=${shown} onClose=${() => setShown(null)} onChange=${list.reload} />`}
    ${verifying && html`<${ChainDialog} onClose=${() => setVerifying(false)} />`}
  `;
}

function Export({ format, filters: { cursor, page, ...filters } }) {
  const run = () => api.exportLogs({ ...filters, format }).then((file) => saveFile(file, `logs.${format}`), reportError);
  return html`
    <button type="button" class="btn" onClick=${run}>
      <${Icon} name="download" size=${18} />
      ${format.toUpperCase()}
    </button>
  `;
}
