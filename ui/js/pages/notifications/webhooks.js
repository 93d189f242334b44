import { useState } from 'preact/hooks';
import * as api from '../../api/webhooks.js';
import { DataTable } from '../../components/data_table.js';
import { EmptyState } from '../../components/empty_state.js';
import { Icon } from '../../components/icon.js';
import { NotificationNav } from '../../components/notification_nav.js';
import { PageHeader } from '../../components/page_header.js';
import { Pager } from '../../components/pager.js';
import { SearchInput } from '../../components/search_input.js';
import { SecretDialog } from '../../components/secret_dialog.js';
import { WebhookBadge } from '../../components/webhook_badge.js';
import { WebhookDialog } from '../../components/webhook_dialog.js';
import { ago } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useList } from '../../liste.js';
import { useResource } from '../../resource.js';
import { go } from '../../router.js';
import { useShortcut } from '../../shortcuts.js';
import { eventText } from '../../webhook_events.js';

const address = ({ id }) => `/notifications/webhooks/${id}`;

const columns = (known) => [
  { label: t('champ.nom'), title: true, cell: (row) => html`<a class="row-link" href=${`#${address(row)}`}>${row.nom}</a><small class="cell-note">${row.url}</small>` },
  { label: t('webhook.evenements'), cell: ({ evenements }) => html`<span class="cell-tags">${evenements.map((nom) => html`<span key=${nom} class="tag">${eventText(nom, known)}</span>`)}</span>` },
  { label: t('champ.etat'), cell: (row) => html`<${WebhookBadge} webhook=${row} />` },
  { label: t('webhook.dernier_succes'), cell: (row) => (row.dernier_succes_le ? ago(row.dernier_succes_le) : '–') },
];

/** Other programs that are told what happens. */
export default function Webhooks() {
  const list = useList(api.list);
  const known = useResource(api.events).data?.evenements ?? [];
  const [creating, setCreating] = useState(false);
  const [created, setCreated] = useState(null);
  useShortcut('n', 'webhook.nouveau', () => setCreating(true));
  const add = html`
    <button type="button" class="btn btn-primary" onClick=${() => setCreating(true)}>
      <${Icon} name="plus" size=${18} />
      ${t('webhook.nouveau')}
    </button>
  `;
  const done = (webhook) => {
    setCreating(false);
    setCreated(webhook);
    list.reload();
  };
  return html`
    <${PageHeader} title=${t('nav.webhooks')} text=${t('webhook.intro')}>${add}<//>
    <${NotificationNav} />
    <div class="card list-card">
      <div class="list-tools"><${SearchInput} label=${t('webhook.rechercher')} /></div>
      <${DataTable}
        caption=${t('nav.webhooks')}
        columns=${columns(known)}
        ...${list}
        link=${address}
        empty=${html`<${EmptyState} icon="webhook" title=${t('webhook.aucun')} text=${t('webhook.aucun_texte')} action=${add} />`}
      />
      <${Pager} ...${list} />
    </div>
    ${creating && html`<${WebhookDialog} events=${known} onClose=${() => setCreating(false)} onSaved=${done} />`}
    ${created && html`<${SecretDialog} webhook=${created} onClose=${() => go(address(created))} />`}
  `;
}
