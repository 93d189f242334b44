import * as api from '../../api/journal.js';
import { confirm } from '../../components/confirm.js';
import { DataTable } from '../../components/data_table.js';
import { EmptyState } from '../../components/empty_state.js';
import { Icon } from '../../components/icon.js';
import { PageHeader } from '../../components/page_header.js';
import { Pager } from '../../components/pager.js';
import { SearchInput } from '../../components/search_input.js';
import { ago, date, dateTime } from '../../format.js';
import { html } from '../../html.js';
import { t, tMaybe } from '../../i18n.js';
import { useList } from '../../liste.js';
import { can } from '../../session.js';
import { notify, reportError } from '../../toasts.js';

const columns = (onRestore, onPurge) => [
  { label: t('corbeille.objet'), title: true, cell: (row) => html`<strong>${row.libelle}</strong>` },
  { label: t('champ.module'), cell: (row) => tMaybe(`module.${row.module}`, {}, row.module) },
  { label: t('corbeille.supprime_par'), cell: (row) => row.supprime_par_email || '–' },
  {
    label: t('corbeille.supprime_le'),
    sort: 'supprime_le',
    cell: (row) => html`<time title=${dateTime(row.supprime_le)}>${ago(row.supprime_le)}</time>`,
  },
  { label: t('corbeille.expire_le'), cell: (row) => date(row.expire_le) },
  {
    label: t('champ.actions'),
    hidden: true,
    class: 'row-actions',
    cell: (row) => html`
      ${can('corbeille.purger') && html`
        <button type="button" class="btn btn-sm btn-ghost-danger me-1" onClick=${() => onPurge(row)}>
          ${t('corbeille.purger')}
        </button>
      `}
      ${can('corbeille.restaurer') && html`
        <button type="button" class="btn btn-sm" onClick=${() => onRestore(row)}>
          <${Icon} name="restore" size=${16} />
          ${t('corbeille.restaurer')}
        </button>
      `}
    `,
  },
];

export default function Corbeille() {
  const list = useList(api.listTrash);
  async function act(question, work, done) {
    if (!(await confirm(question))) return;
    try {
      await work();
      notify(done);
      list.reload();
    } catch (error) {
      reportError(error);
    }
  }
  const restore = (row) => {
    const question = {
      title: t('corbeille.titre_restaurer', row),
      text: t('corbeille.texte_restaurer'),
      yes: t('corbeille.restaurer'),
    };
    return act(question, () => api.restore(row.id), t('corbeille.restauree', row));
  };
  const purge = (row) => {
    const question = {
      danger: true,
      title: t('corbeille.titre_purger', row),
      text: t('corbeille.texte_purger'),
      yes: t('corbeille.purger'),
    };
    return act(question, () => api.purge(row.id), t('corbeille.purgee', row));
  };
  return html`
    <${PageHeader} title=${t('nav.corbeille')} text=${t('corbeille.intro')} />
    <div class="card list-card">
      <div class="list-tools">
        <${SearchInput} label=${t('corbeille.rechercher')} />
      </div>
      <${DataTable}
        caption=${t('nav.corbeille')}
        columns=${columns(restore, purge)}
        ...${list}
        empty=${html`<${EmptyState} icon="trash" title=${t('corbeille.vide')} text=${t('corbeille.vide_texte')} />`}
      />
      <${Pager} ...${list} />
    </div>
  `;
}
