import * as api from '../../api/notifications.js';
import { EmptyState } from '../../components/empty_state.js';
import { ErrorState } from '../../components/error_state.js';
import { FilterTabs } from '../../components/filter_select.js';
import { Icon } from '../../components/icon.js';
import { NotificationItem } from '../../components/notification_item.js';
import { PageHeader } from '../../components/page_header.js';
import { Pager } from '../../components/pager.js';
import { Skeleton } from '../../components/skeleton.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useList } from '../../liste.js';
import { reportError } from '../../toasts.js';
import { refreshUnread, unread } from '../../unread.js';

export default function Notifications() {
  const list = useList(api.list);
  async function read(ids) {
    try {
      await api.markRead(ids);
      list.reload();
      refreshUnread();
    } catch (error) {
      reportError(error);
    }
  }
  const { rows, error } = list;
  return html`
    <${PageHeader} title=${t('nav.notifications')} text=${t('notifications.intro')}>
      <button type="button" class="btn" disabled=${unread.value === 0} onClick=${() => read('all')}>
        <${Icon} name="checks" size=${18} />
        ${t('notifications.tout_lire')}
      </button>
    <//>
    <div class="card list-card">
      <div class="list-tools">
        <${FilterTabs}
          name="lue"
          label=${t('notifications.filtre')}
          options=${[
            { value: '', label: t('filtre.tout') },
            { value: 'false', label: t('notifications.non_lues') },
          ]}
        />
      </div>
      ${error && !rows && html`<${ErrorState} error=${error} onRetry=${list.reload} />`}
      ${!rows && !error && html`
        <div class="p-3">
          <${Skeleton} lines=${6} />
        </div>
      `}
      ${rows?.length === 0 && html`
        <${EmptyState} icon="bell-off" title=${t('notifications.vide')} text=${t('notifications.vide_texte')} />
      `}
      ${rows?.map((item) => html`
        <${NotificationItem} key=${item.id} item=${item}>
          ${!item.lue && html`
            <button type="button" class="btn btn-sm" onClick=${() => read([item.id])}>
              <${Icon} name="check" size=${16} />
              ${t('notifications.lire')}
            </button>
          `}
        <//>
      `)}
      <${Pager} ...${list} />
    </div>
  `;
}
