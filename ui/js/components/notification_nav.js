import { html } from '../html.js';
import { t } from '../i18n.js';
import { SubNav } from './sub_nav.js';

export const NotificationNav = () => html`
  <${SubNav}
    label=${t('nav.notifications')}
    entries=${[
      { path: '/notifications', label: t('notifications.recues'), icon: 'bell' },
      { path: '/notifications/preferences', label: t('nav.preferences'), icon: 'adjustments' },
      { path: '/notifications/envoyees', label: t('nav.evenements'), icon: 'send', permission: 'notifications.envoyer' },
      { path: '/notifications/webhooks', label: t('nav.webhooks'), icon: 'webhook', permission: 'webhooks.gerer' },
    ]}
  />
`;
