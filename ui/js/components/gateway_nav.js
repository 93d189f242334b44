import { html } from '../html.js';
import { t } from '../i18n.js';
import { SubNav } from './sub_nav.js';

export const GatewayNav = () => html`
  <${SubNav}
    label=${t('nav.services')}
    entries=${[
      { path: '/services', label: t('services.carte'), icon: 'sitemap' },
      { path: '/services/appels', label: t('nav.appels'), icon: 'arrows-left-right' },
      { path: '/configuration', label: t('nav.configuration'), icon: 'adjustments' },
    ]}
  />
`;
