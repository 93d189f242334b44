import { useEffect, useState } from 'preact/hooks';
import * as api from '../../api/notifications.js';
import { DateRange } from '../../components/date_range.js';
import { EmptyState } from '../../components/empty_state.js';
import { ErrorState } from '../../components/error_state.js';
import { FilterSelect, FilterTabs } from '../../components/filter_select.js';
import { Icon } from '../../components/icon.js';
import { NotificationItem } from '../../components/notification_item.js';
import { NotificationNav } from '../../components/notification_nav.js';
import { PageHeader } from '../../components/page_header.js';
import { Pager } from '../../components/pager.js';
import { PhoneFold } from '../../components/phone_fold.js';
import { SearchInput } from '../../components/search_input.js';
import { Skeleton } from '../../components/skeleton.js';
import { WhyDialog } from '../../components/why_dialog.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useList } from '../../liste.js';
import { reportError } from '../../toasts.js';
import { arrivals, refreshUnread, unread } from '../../unread.js';

const TYPES = ['stock_bas', 'stock_epuise', 'livraison', 'commande', 'systeme'];
const LEVELS = ['info', 'alerte', 'critique'];
const optionsOf = (kind, values) => values.map((value) => ({ value, label: t(`${kind}.${value}`) }));

/** What happened that concerns me; new ones come by themselves. */
export default function Notifications() {
  const list = useList(api.list);
  const [asked, setAsked] = useState(null);
  const news = arrivals.value;
  useEffect(() => {
    if (news) list.reload();
  }, [news]);
  async function read(ids) {
    try {
      await api.markRead(ids);
      list.reload();
      refreshUnread();
    } catch (error) {
      reportError(error);
    }
  }
  const { rows, error, filters } = list;
  const filtered = Object.keys(filters).some((name) => name !== 'page');
  return html`
    <${PageHeader} title=${t('nav.notifications')} text=${t('notifications.intro')}>
      <button type="button" class="btn" disabled=${unread.value === 0} onClick=${() => read('all')}>
        <${Icon} name="checks" size=${18} />
        ${t('notifications.tout_lire')}
      </button>
    <//>
    <${NotificationNav} />
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
        <${SearchInput} label=${t('notifications.rechercher')} />
        <${PhoneFold} names=${['type', 'niveau', 'depuis', 'jusqua']}>
        <${FilterSelect} name="type" label=${t('notifications.type')} all=${t('notifications.tous_types')} options=${optionsOf('type_notification', TYPES)} />
        <${FilterSelect} name="niveau" label=${t('notifications.niveau')} all=${t('notifications.tous_niveaux')} options=${optionsOf('niveau_notification', LEVELS)} />
        <${DateRange} />
        <//>
      </div>
      ${error && !rows && html`<${ErrorState} error=${error} onRetry=${list.reload} />`}
      ${!rows && !error && html`
        <div class="p-3">
          <${Skeleton} lines=${6} />
        </div>
      `}
      ${rows?.length === 0 && (filtered
        ? html`<${EmptyState} icon="search" title=${t('liste.rien')} text=${t('liste.rien_texte')} />`
        : html`<${EmptyState} icon="bell-off" title=${t('notifications.vide')} text=${t('notifications.vide_texte')} />`)}
      ${rows?.map((item) => html`
        <${NotificationItem} key=${item.id} item=${item} onGo=${() => item.lue || read([item.id])}>
          <div class="notification-acts">
            <button type="button" class="icon-button icon-button-sm" aria-label=${t('pourquoi.moi')} title=${t('pourquoi.moi')} onClick=${() => setAsked(item)}>
              <${Icon} name="help-circle" size=${18} />
            </button>
            ${!item.lue && html`
              <button type="button" class="btn btn-sm" onClick=${() => read([item.id])}>
                <${Icon} name="check" size=${16} />
                ${t('notifications.lire')}
              </button>
            `}
          </div>
        <//>
      `)}
      <${Pager} ...${list} />
    </div>
    ${asked && html`<${WhyDialog} notification=${asked} onClose=${() => setAsked(null)} />`}
  `;
}
