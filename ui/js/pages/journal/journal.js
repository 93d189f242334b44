import { useState } from 'preact/hooks';
import * as api from '../../api/journal.js';
import { DataTable } from '../../components/data_table.js';
import { DateRange } from '../../components/date_range.js';
import { EmptyState } from '../../components/empty_state.js';
import { FilterSelect } from '../../components/filter_select.js';
import { LogDialog } from '../../components/log_dialog.js';
import { PageHeader } from '../../components/page_header.js';
import { CursorPager } from '../../components/pager.js';
import { SearchInput } from '../../components/search_input.js';
import { dateTime } from '../../format.js';
import { html } from '../../html.js';
import { t, tMaybe } from '../../i18n.js';
import { useCursorList } from '../../liste.js';
import { actionText, phraseOf } from '../../log_phrase.js';

const SERVICES = [
  'auth_service',
  'pieces_service',
  'stock_service',
  'commandes_service',
  'notification_service',
  'log_service',
];
const ACTIONS = [
  'creer',
  'modifier',
  'supprimer',
  'restaurer',
  'purger',
  'definir',
  'retirer',
  'reserver',
  'liberer',
  'valider',
  'preparer',
  'expedier',
  'livrer',
  'annuler',
  'connecter',
  'deconnecter',
];

const columns = (open) => [
  { label: t('champ.date'), cell: (row) => html`<time class="cell-line">${dateTime(row.emis_le)}</time>` },
  {
    label: t('champ.action'),
    title: true,
    cell: (row) => html`
      <button type="button" class="row-link cell-link" onClick=${() => open(row)}>
        ${phraseOf(row)}
      </button>
    `,
  },
  { label: t('champ.module'), cell: (row) => tMaybe(`module.${row.module}`, {}, row.module) },
  { label: t('journal.service'), cell: (row) => html`<code>${row.service}</code>` },
  { label: t('journal.ip'), cell: (row) => row.ip || '–' },
];

/** The audit log: who did what, from where. */
export default function Journal() {
  const list = useCursorList(api.listLogs);
  const [shown, setShown] = useState(null);
  return html`
    <${PageHeader} title=${t('nav.journal')} text=${t('journal.intro')} />
    <div class="card list-card">
      <div class="list-tools">
        <${SearchInput} label=${t('journal.rechercher')} />
        <${FilterSelect}
          name="service"
          label=${t('journal.service')}
          all=${t('journal.tous_services')}
          options=${SERVICES.map((value) => ({ value, label: value }))}
        />
        <${FilterSelect}
          name="action"
          label=${t('champ.action')}
          all=${t('journal.toutes_actions')}
          options=${ACTIONS.map((value) => ({ value, label: actionText(value) }))}
        />
        <${DateRange} />
      </div>
      <${DataTable}
        caption=${t('nav.journal')}
        columns=${columns(setShown)}
        ...${list}
        empty=${html`<${EmptyState} icon="history" title=${t('liste.rien')} text=${t('liste.rien_texte')} />`}
      />
      <${CursorPager} ...${list} />
    </div>
    ${shown && html`<${LogDialog} log=${shown} onClose=${() => setShown(null)} />`}
  `;
}
