import { useState } from 'preact/hooks';
import { clients } from '../api/tiers.js';
import { ClientDialog } from '../components/client_dialog.js';
import { DataTable } from '../components/data_table.js';
import { EmptyState } from '../components/empty_state.js';
import { Icon } from '../components/icon.js';
import { PageHeader } from '../components/page_header.js';
import { Pager } from '../components/pager.js';
import { SearchInput } from '../components/search_input.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useList } from '../liste.js';
import { can } from '../session.js';
import { useShortcut } from '../shortcuts.js';
import { notify } from '../toasts.js';

const columns = (open) => [
  {
    label: t('champ.nom'),
    sort: 'nom',
    title: true,
    cell: (client) =>
      can('clients.gerer') ? html`
        <button type="button" class="row-link cell-link" onClick=${() => open(client)}>
          ${client.nom}
        </button>
      ` : (
        client.nom
      ),
  },
  { label: t('champ.email'), cell: (client) => client.email || '–' },
  { label: t('champ.telephone'), cell: (client) => client.telephone || '–' },
  { label: t('champ.adresse'), cell: (client) => client.adresse || '–' },
];

export default function Clients() {
  const list = useList(clients.list);
  const [edited, setEdited] = useState(null);
  const manages = can('clients.gerer');
  useShortcut('n', 'client.nouveau', () => setEdited({}), manages);
  const add = manages && html`
    <button type="button" class="btn btn-primary" onClick=${() => setEdited({})}>
      <${Icon} name="plus" size=${18} />
      ${t('client.nouveau')}
    </button>
  `;
  return html`
    <${PageHeader} title=${t('nav.clients')} text=${t('client.intro')}>
      ${add}
    <//>
    <div class="card list-card">
      <div class="list-tools">
        <${SearchInput} label=${t('client.chercher')} />
      </div>
      <${DataTable}
        caption=${t('nav.clients')}
        columns=${columns(setEdited)}
        ...${list}
        empty=${html`<${EmptyState} icon="building-store" title=${t('client.aucun')} action=${add} />`}
      />
      <${Pager} ...${list} />
    </div>
    ${edited && html`
      <${ClientDialog}
        initial=${edited}
        onClose=${() => setEdited(null)}
        onSaved=${(client) => {
          setEdited(null);
          notify(t('client.enregistre', client));
          list.reload();
        }}
      />
    `}
  `;
}
