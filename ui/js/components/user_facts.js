import { ago, date, dateTime } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { roleText } from '../permission_groups.js';
import { isWaiting } from './user_badges.js';

export function UserFacts({ user }) {
  const factors = user.second_facteur?.map((method) => t(`facteur.${method}`)).join(', ');
  const facts = [
    [t('utilisateur.role'), roleText(user.role)],
    [t('facteur.titre'), factors || t('facteur.aucun')],
    [t('utilisateur.derniere_connexion'), user.derniere_connexion ? ago(user.derniere_connexion) : t('utilisateur.jamais')],
    [t('utilisateur.bloque_jusqua'), isWaiting(user) && dateTime(user.verrouille_jusqua)],
    [t('champ.telephone'), user.telephone],
    [t('champ.langue'), t(`langue.${user.langue}`)],
    [t('utilisateur.depuis'), date(user.created_at)],
  ].filter(([, value]) => value);
  return html`
    <section class="card panel">
      <header class="panel-header"><h2>${t('utilisateur.fiche')}</h2></header>
      <div class="panel-body">
        <dl class="facts">
          ${facts.map(([name, value]) => html`
            <div key=${name}>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>
          `)}
        </dl>
      </div>
    </section>
  `;
}
