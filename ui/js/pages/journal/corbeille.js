import { useState } from 'preact/hooks';
import * as api from '../../api/journal.js';
import { BulkResult } from '../../components/bulk_result.js';
import { confirm } from '../../components/confirm.js';
import { DataTable } from '../../components/data_table.js';
import { EmptyState } from '../../components/empty_state.js';
import { FilterSelect, FilterTabs } from '../../components/filter_select.js';
import { Icon } from '../../components/icon.js';
import { PageHeader } from '../../components/page_header.js';
import { Pager } from '../../components/pager.js';
import { SearchInput } from '../../components/search_input.js';
import { SelectionBar, selectionColumn, useSelection } from '../../components/selection.js';
import { TrashDialog } from '../../components/trash_dialog.js';
import { html } from '../../html.js';
import { t, tMaybe } from '../../i18n.js';
import { useList } from '../../liste.js';
import { can } from '../../session.js';
import { notify, reportError } from '../../toasts.js';
import { trashColumns } from '../../trash_columns.js';

const MODULES = ['pieces', 'categories', 'emplacements', 'clients', 'fournisseurs', 'commandes', 'utilisateurs', 'roles', 'webhooks'];
const STATES = ['', 'restaure', 'purge'];

/** What was deleted, and the way back. */
export default function Corbeille() {
  const list = useList(api.listTrash);
  const [shown, setShown] = useState(null);
  const [outcome, setOutcome] = useState(null);
  const selection = useSelection(list.rows?.filter(({ etat }) => etat === 'present'));
  const acts = can('corbeille.restaurer') || can('corbeille.purger');
  const inTrash = !list.filters.etat;
  const filtered = Object.keys(list.filters).some((name) => name !== 'page' && name !== 'ordering');

  async function purge(row) {
    const question = { danger: true, title: t('corbeille.titre_purger', row), text: t('corbeille.texte_purger'), yes: t('corbeille.purger') };
    if (!(await confirm(question))) return;
    await attempt(() => api.purge(row.id), () => notify(t('corbeille.purgee', row)));
  }
  async function bulk(work, question) {
    if (!(await confirm({ ...question, text: t(question.danger ? 'corbeille.texte_purger_lot' : 'corbeille.texte_restaurer_lot') }))) return;
    await attempt(() => work(selection.ids), (answer) => {
      if (answer.echouees) setOutcome(answer);
      else notify(t('corbeille.lot_fait', { n: answer.reussies }));
      selection.clear();
    });
  }
  async function attempt(work, done) {
    try {
      done(await work());
    } catch (error) {
      reportError(error);
    }
    list.reload();
  }
  const columns = trashColumns({ onShow: setShown, onPurge: purge });
  return html`
    <${PageHeader} title=${t('nav.corbeille')} text=${t('corbeille.intro')} />
    <div class="card list-card">
      <div class="list-tools">
        <${SearchInput} label=${t('corbeille.rechercher')} />
        <${FilterSelect}
          name="module"
          label=${t('champ.module')}
          all=${t('journal.tous_modules')}
          options=${MODULES.map((value) => ({ value, label: tMaybe(`module.${value}`, {}, value) }))}
        />
        <${FilterTabs}
          name="etat"
          label=${t('champ.etat')}
          options=${STATES.map((value) => ({ value, label: t(`corbeille.etat.${value || 'present'}`) }))}
        />
      </div>
      ${inTrash && acts && list.rows?.length > 0 && html`
        <${SelectionBar} selection=${selection}>
          ${can('corbeille.restaurer') && html`
            <button type="button" class="btn btn-sm" onClick=${() => bulk(api.restoreMany, { title: t('corbeille.titre_restaurer_lot', { n: selection.ids.length }), yes: t('corbeille.restaurer') })}>
              <${Icon} name="restore" size=${16} />
              ${t('corbeille.restaurer')}
            </button>
          `}
          ${can('corbeille.purger') && html`
            <button type="button" class="btn btn-sm btn-ghost-danger" onClick=${() => bulk(api.purgeMany, { danger: true, title: t('corbeille.titre_purger_lot', { n: selection.ids.length }), yes: t('corbeille.purger') })}>
              ${t('corbeille.purger')}
            </button>
          `}
        <//>
      `}
      <${DataTable}
        caption=${t('nav.corbeille')}
        columns=${inTrash && acts ? [selectionColumn(selection, ({ libelle }) => libelle), ...columns] : columns}
        ...${list}
        empty=${
          filtered
            ? html`<${EmptyState} icon="search" title=${t(list.filters.search ? 'corbeille.vide' : 'liste.rien')} text=${t('liste.rien_texte')} />`
            : html`<${EmptyState} icon="trash" title=${t('corbeille.vide')} text=${t('corbeille.vide_texte')} />`
        }
      />
      <${Pager} ...${list} />
    </div>
    ${shown && html`<${TrashDialog} entry=${shown} onClose=${() => setShown(null)} onDone=${list.reload} />`}
    ${outcome && html`<${BulkResult} outcome=${outcome} rows=${list.rows} onClose=${() => setOutcome(null)} />`}
  `;
}
