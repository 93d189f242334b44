import { html } from '../html.js';
import { t } from '../i18n.js';

const badge = (tone, text) => html`<span class=${`status-badge status-${tone}`}><i aria-hidden="true"></i>${text}</span>`;
export const isWaiting = ({ verrouille_jusqua: until }) => Boolean(until) && new Date(until) > new Date();

/** What stands between an account and signing in. */
export function UserBadges({ user }) {
  const main = !user.actif ? badge('secondary', t('etat.inactif')) : user.invite ? badge('blue', t('utilisateur.invite')) : badge('green', t('etat.actif'));
  return html`<span class="badge-row">${main}${isWaiting(user) && badge('red', t('utilisateur.bloque'))}</span>`;
}
