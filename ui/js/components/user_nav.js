import { html } from '../html.js';
import { t } from '../i18n.js';
import { SubNav } from './sub_nav.js';

export const UserNav = () => html`
  <${SubNav}
    label=${t('nav.utilisateurs')}
    entries=${[
      { path: '/users', label: t('utilisateur.comptes'), icon: 'users', permission: 'utilisateurs.lire' },
      { path: '/users/roles', label: t('nav.roles'), icon: 'shield-check', permission: 'roles.gerer' },
    ]}
  />
`;
