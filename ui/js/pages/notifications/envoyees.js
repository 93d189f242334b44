import { useState } from 'preact/hooks';
import * as api from '../../api/notifications.js';
import { DataTable } from '../../components/data_table.js';
import { EmptyState } from '../../components/empty_state.js';
import { FilterSelect } from '../../components/filter_select.js';
import { Icon } from '../../components/icon.js';
import { NotificationNav } from '../../components/notification_nav.js';
import { PageHeader } from '../../components/page_header.js';
import { Pager } from '../../components/pager.js';
import { SearchInput } from '../../components/search_input.js';
import { SendDialog } from '../../components/send_dialog.js';
import { dateTime } from '../../format.js';
import { html } from '../../html.js';
import { t, tMaybe } from '../../i18n.js';
import { useList } from '../../liste.js';
import { notify } from '../../toasts.js';

const TYPES = ['stock_bas', 'stock_epuise', 'livraison', 'commande', 'systeme'];
const address = ({ id }) => `/notifications/envoyees/${id}`;

const columns = () => [
  {
    label: t('pourquoi.annonce'),
    title: true,
    cell: (row) => html`<a class="row-link" href=${`#${address(row)}`}>${row.titre}</a>${row.message && html`<small class="cell-note">${row.message}</small>`}`,
  },
  { label: t('pourquoi.origine'), cell: ({ origine }) => tMaybe(`evenement.${origine}`, {}, origine) },
  { label: t('pourquoi.destinataires'), class: 'num', cell: (row) => row.destinataires },
  { label: t('pourquoi.dans_app'), class: 'num', cell: (row) => row.dans_app },
  { label: t('pourquoi.par_courriel'), class: 'num', cell: (row) => row.par_courriel },
  { label: t('champ.date'), sort: 'cree_le', cell: (row) => dateTime(row.cree_le) },
];

/** Everything that was told, and to how many; a line leads to who got it, who did not, and why. */
export default function Envoyees() {
  const list = useList(api.listTold);
  const [writing, setWriting] = useState(false);
  const sent = ({ destinataires }) => {
    setWriting(false);
    notify(t('envoi.fait', { n: destinataires }));
    list.reload();
  };
  return html`
    <${PageHeader} title=${t('nav.evenements')} text=${t('pourquoi.intro')}>
      <button type="button" class="btn btn-primary" onClick=${() => setWriting(true)}>
        <${Icon} name="send" size=${18} />
        ${t('envoi.ecrire')}
      </button>
    <//>
    <${NotificationNav} />
    <div class="card list-card">
      <div class="list-tools">
        <${SearchInput} label=${t('notifications.rechercher')} />
        <${FilterSelect} name="type" label=${t('notifications.type')} all=${t('notifications.tous_types')} options=${TYPES.map((value) => ({ value, label: t(`type_notification.${value}`) }))} />
      </div>
      <${DataTable}
        caption=${t('nav.evenements')}
        columns=${columns()}
        ...${list}
        link=${address}
        empty=${html`<${EmptyState} icon="send" title=${t('liste.rien')} text=${t('liste.rien_texte')} />`}
      />
      <${Pager} ...${list} />
    </div>
    ${writing && html`<${SendDialog} onClose=${() => setWriting(false)} onSent=${sent} />`}
  `;
}
