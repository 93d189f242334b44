import { html } from '../html.js';
import { t } from '../i18n.js';
import { DataTable } from './data_table.js';
import { Pager } from './pager.js';

export const pieceColumn = () => ({
  label: t('piece.piece'),
  title: true,
  cell: (row) => html`
    <a class="row-link" href=${`#/pieces/${row.piece_id}`}>
      ${row.nom}
    </a>
    <small class="cell-note">
      <code>${row.reference}</code>
    </small>
  `,
});

/** [label, text(row)] as a column of figures. */
export const figure = (key, text) => ({ label: t(key), class: 'num', cell: text });

export function ReportTable({ name, list, columns }) {
  return html`
    <div class="card list-card">
      <${DataTable}
        caption=${t(`rapport.${name}`)}
        columns=${columns}
        ...${list}
        link=${(row) => (row.piece_id ? `/pieces/${row.piece_id}` : `/stock?emplacement_id=${row.emplacement_id}`)}
      />
      <${Pager} ...${list} />
    </div>
  `;
}
