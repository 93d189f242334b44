import { useState } from 'preact/hooks';
import * as api from '../../api/stock.js';
import { CountBadge } from '../../components/badges.js';
import { CountDialog } from '../../components/count_dialog.js';
import { DataTable } from '../../components/data_table.js';
import { EmptyState } from '../../components/empty_state.js';
import { FilterTabs } from '../../components/filter_select.js';
import { PageHeader } from '../../components/page_header.js';
import { Pager } from '../../components/pager.js';
import { SearchInput } from '../../components/search_input.js';
import { ActButton } from '../../components/submit_button.js';
import { count, dateTime } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useList } from '../../liste.js';
import { go } from '../../router.js';
import { can } from '../../session.js';
import { useShortcut } from '../../shortcuts.js';

const STATES = ['', 'en_cours', 'valide', 'annule'];

const columns = () => [
  {
    label: t('champ.nom'),
    title: true,
    cell: (row) => html`
      <a class="row-link" href=${`#/stock/inventaires/${row.id}`}>
        ${row.nom}
      </a>
      <small class="cell-note">
        <code>${row.reference}</code>
        ${row.aveugle && ` · ${t('inventaire.aveugle')}`}
      </small>
    `,
  },
  { label: t('champ.etat'), cell: (row) => html`<${CountBadge} etat=${row.etat} />` },
  {
    label: t('inventaire.avancement'),
    cell: (row) => html`
      <span class="progress-cell">
        <progress max=${row.lignes || 1} value=${row.comptees} aria-hidden="true"></progress>
        ${count(row.comptees)} / ${count(row.lignes)}
      </span>
    `,
  },
  { label: t('inventaire.ecarts'), class: 'num', cell: (row) => (row.ecarts === null ? '–' : count(row.ecarts)) },
  { label: t('champ.auteur'), cell: (row) => row.cree_par?.email ?? '–' },
  { label: t('champ.date'), sort: 'cree_le', cell: (row) => html`<span class="cell-line">${dateTime(row.cree_le)}</span>` },
];

/** Count sessions: what was counted, what is being counted. */
export default function Inventaires() {
  const list = useList(api.listCounts);
  const [creating, setCreating] = useState(false);
  const counts = can('stock.inventorier');
  useShortcut('n', 'inventaire.nouveau', () => setCreating(true), counts);
  const add = counts && html`
    <${ActButton} class="btn-primary" icon="plus" onClick=${() => setCreating(true)}>${t('inventaire.nouveau')}<//>
  `;
  return html`
    <${PageHeader} title=${t('nav.inventaires')} text=${t('inventaire.intro')}>
      ${add}
    <//>
    <div class="card list-card">
      <div class="list-tools">
        <${SearchInput} label=${t('inventaire.rechercher')} />
        <${FilterTabs}
          name="etat"
          label=${t('champ.etat')}
          options=${STATES.map((value) => ({ value, label: t(value ? `inventaire.etat.${value}` : 'filtre.tout') }))}
        />
      </div>
      <${DataTable}
        caption=${t('nav.inventaires')}
        columns=${columns()}
        ...${list}
        link=${(row) => `/stock/inventaires/${row.id}`}
        empty=${html`
          <${EmptyState} icon="clipboard-list" title=${t('inventaire.aucun')} text=${t('inventaire.aucun_texte')} action=${add} />
        `}
      />
      <${Pager} ...${list} />
    </div>
    ${creating && html`
      <${CountDialog}
        onClose=${() => setCreating(false)}
        onSaved=${({ id }) => go(`/stock/inventaires/${id}`)}
      />
    `}
  `;
}
