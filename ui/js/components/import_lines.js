import { useState } from 'preact/hooks';
import * as api from '../api/pieces.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { PAGE_SIZE } from '../liste.js';
import { useResource } from '../resource.js';
import { Changes, Values } from './changes.js';
import { ChoiceTabs } from './choice_tabs.js';
import { DataTable } from './data_table.js';
import { EmptyState } from './empty_state.js';
import { Pager } from './pager.js';

const ACTIONS = ['', 'creer', 'modifier', 'inchangee', 'erreur'];

// what a line will do, or what it did: a line that was left out did nothing
function deed({ action, etat }, done) {
  if (!done || etat === 'a_faire') return t(`import.action.${action}`);
  return t(['echouee', 'laissee'].includes(etat) || action === 'erreur' ? 'import.fait.erreur' : `import.fait.${action}`);
}

// what each field was read as: a number or a day may be written in more than one way
function content({ avant, apres }) {
  if (!apres) return '–';
  if (avant) return html`<${Changes} before=${avant} after=${apres} />`;
  return html`<${Values} picture=${{ ...apres, nom: '', reference: '' }} />`;
}

const columns = (done) => [
  { label: t('import.ligne'), class: 'num', cell: (row) => row.ligne },
  {
    label: t('piece.piece'),
    title: true,
    cell: (row) => html`
      ${row.piece_id ? html`
        <a class="row-link" href=${`#/pieces/${row.piece_id}`}>${row.nom}</a>
      ` : html`
        <strong>${row.nom}</strong>
      `}
      <small class="cell-note">
        <code>${row.reference}</code>
      </small>
    `,
  },
  { label: t('champ.action'), cell: (row) => deed(row, done) },
  { label: t('import.changements'), class: 'cell-text', cell: content },
];

/** The lines of the file, and what each does. */
export function ImportLines({ id, done }) {
  const [action, setAction] = useState('');
  const [page, setPage] = useState(1);
  const list = useResource(
    (signal) => api.importLines(id, { action, page, page_size: PAGE_SIZE }, signal),
    [id, action, page],
  );
  const choose = (value) => {
    setPage(1);
    setAction(value);
  };
  return html`
    <section class="card list-card">
      <div class="list-tools">
        <${ChoiceTabs}
          label=${t('champ.action')}
          value=${action}
          onValue=${choose}
          options=${ACTIONS.map((value) => ({ value, label: t(value ? `import.${done ? 'fait' : 'action'}.${value}` : 'filtre.tout') }))}
        />
      </div>
      <${DataTable}
        caption=${t('import.lignes')}
        columns=${columns(done)}
        ...${list}
        rows=${list.data?.results.map((row) => ({ ...row, id: row.ligne }))}
        empty=${html`<${EmptyState} icon="file-import" title=${t('liste.rien')} />`}
      />
      <${Pager}
        total=${list.data?.count}
        page=${page}
        pages=${Math.max(1, Math.ceil((list.data?.count ?? 0) / PAGE_SIZE))}
        setPage=${setPage}
      />
    </section>
  `;
}
