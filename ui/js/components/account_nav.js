import { html } from '../html.js';
import { t } from '../i18n.js';
import { SubNav } from './sub_nav.js';

export const AccountNav = () => html`
  <${SubNav}
    label=${t('nav.compte')}
    entries=${[
      { path: '/compte', label: t('compte.profil'), icon: 'user' },
      { path: '/compte/securite', label: t('nav.securite'), icon: 'shield-check' },
      { path: '/notifications/preferences', label: t('nav.preferences'), icon: 'bell' },
    ]}
  />
`;
