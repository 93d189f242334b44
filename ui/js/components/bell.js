import { useState } from 'preact/hooks';
import * as api from '../api/notifications.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { can } from '../session.js';
import { arrivals, unread, useUnread } from '../unread.js';
import { Icon } from './icon.js';
import { Menu } from './menu.js';
import { NotificationItem } from './notification_item.js';
import { useResource } from '../resource.js';
import { Skeleton } from './skeleton.js';

export function Bell() {
  return can('notifications.lire') ? html`<${BellButton} />` : null;
}

function BellButton() {
  const [open, setOpen] = useState(false);
  useUnread();
  const n = unread.value;
  const button = html`
    <${Icon} name="bell" />
    ${n > 0 && html`
      <span class="bell-count" aria-hidden="true">
        ${n > 99 ? '99+' : n}
      </span>
    `}
  `;
  return html`
    <${Menu}
      label=${t('notifications.cloche', { n })}
      button=${button}
      open=${open}
      setOpen=${setOpen}
      class="bell-menu">
      <${LatestNotifications} onGo=${() => setOpen(false)} />
    <//>
  `;
}

function LatestNotifications({ onGo }) {
  const { data, loading } = useResource((signal) => api.list({ page_size: 6 }, signal), [arrivals.value]);
  // opened is read: following it says so
  const go = (item) => () => {
    onGo();
    if (!item.lue) api.markRead([item.id]).catch(() => undefined); // it stays unread, and can be marked later
  };
  return html`
    <div class="menu-title">${t('nav.notifications')}</div>
    ${loading && !data && html`
      <div class="p-3">
        <${Skeleton} lines=${4} />
      </div>
    `}
    ${data?.results.length === 0 && html`<p class="p-3 text-secondary mb-0">${t('notifications.vide')}</p>`}
    <div class="bell-list">
      ${data?.results.map((item) => html`
        <${NotificationItem} key=${item.id} item=${item} compact onGo=${go(item)} />
      `)}
    </div>
    <a class="menu-footer" href="#/notifications" onClick=${onGo}>
      ${t('notifications.toutes')}
    </a>
  `;
}
