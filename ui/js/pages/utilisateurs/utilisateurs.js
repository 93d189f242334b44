import * as api from '../../api/users.js';
import { DataTable } from '../../components/data_table.js';
import { EmptyState } from '../../components/empty_state.js';
import { FilterSelect } from '../../components/filter_select.js';
import { Icon } from '../../components/icon.js';
import { MoreFilters } from '../../components/more_filters.js';
import { PageHeader } from '../../components/page_header.js';
import { Pager } from '../../components/pager.js';
import { SearchInput } from '../../components/search_input.js';
import { UserBadges } from '../../components/user_badges.js';
import { UserNav } from '../../components/user_nav.js';
import { initials } from '../../components/user_menu.js';
import { ago, dateTime } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useList } from '../../liste.js';
import { roleText } from '../../permission_groups.js';
import { useRoleNames } from '../../role_names.js';
import { go } from '../../router.js';
import { can } from '../../session.js';
import { useShortcut } from '../../shortcuts.js';

const RARE = ['invite', 'second_facteur', 'verrouille'];
const address = ({ id }) => `/users/${id}`;
const yesOrNo = (yes, no) => [{ value: 'true', label: t(yes) }, { value: 'false', label: t(no) }];

const columns = () => [
  {
    label: t('utilisateur.utilisateur'),
    sort: 'nom',
    title: true,
    cell: (user) => html`
      <span class="user-cell">
        <span class="avatar avatar-sm rounded-circle">${initials(user)}</span>
        <span>
          <a class="row-link" href=${`#${address(user)}`}>${`${user.prenom} ${user.nom}`.trim() || user.email}</a>
          <small class="cell-note">${user.email}</small>
        </span>
      </span>
    `,
  },
  {
    label: t('utilisateur.role'),
    cell: (user) => html`<span class="role-badge">${roleText(user.role)}</span>`,
  },
  { label: t('champ.etat'), cell: (user) => html`<${UserBadges} user=${user} />` },
  { label: t('facteur.titre_court'), cell: ({ second_facteur: factors }) => (factors?.length ? html`<span class="with-icon"><${Icon} name="shield-check" size=${16} />${t('oui')}</span>` : '–') },
  {
    label: t('utilisateur.derniere_connexion'),
    sort: 'derniere_connexion',
    cell: ({ derniere_connexion: last }) => (last ? html`<time title=${dateTime(last)}>${ago(last)}</time>` : t('utilisateur.jamais')),
  },
];

/** The accounts: search, filter, open one, add one. */
export default function Utilisateurs() {
  const list = useList(api.list);
  const roles = useRoleNames();
  const manages = can('utilisateurs.gerer');
  useShortcut('n', 'utilisateur.ajouter', () => go('/users/add'), manages);
  return html`
    <${PageHeader} title=${t('nav.utilisateurs')} text=${t('utilisateur.intro')}>
      ${manages && html`
        <a class="btn btn-primary" href="#/users/add">
          <${Icon} name="user-plus" size=${18} />
          ${t('utilisateur.ajouter')}
        </a>
      `}
    <//>
    <${UserNav} />
    <div class="card list-card">
      <div class="list-tools">
        <${SearchInput} label=${t('utilisateur.rechercher')} />
        <${FilterSelect}
          name="role"
          label=${t('utilisateur.role')}
          all=${t('utilisateur.tous_roles')}
          options=${roles.map((value) => ({ value, label: roleText(value) }))}
        />
        <${FilterSelect} name="actif" label=${t('champ.etat')} all=${t('filtre.tous_etats')} options=${yesOrNo('etat.actif', 'etat.inactif')} />
        <${MoreFilters} names=${RARE}>
          <${FilterSelect} name="invite" label=${t('utilisateur.invitation')} all=${t('utilisateur.invitation_toutes')} options=${yesOrNo('utilisateur.invite', 'utilisateur.inscrit')} />
          <${FilterSelect} name="second_facteur" label=${t('facteur.titre_court')} all=${t('facteur.avec_ou_sans')} options=${yesOrNo('facteur.avec', 'facteur.sans')} />
          <${FilterSelect} name="verrouille" label=${t('utilisateur.attente')} all=${t('utilisateur.attente_toutes')} options=${yesOrNo('utilisateur.bloque', 'utilisateur.libre')} />
        <//>
      </div>
      <${DataTable}
        caption=${t('nav.utilisateurs')}
        columns=${columns()}
        ...${list}
        link=${address}
        empty=${html`<${EmptyState} icon="users" title=${t('liste.rien')} text=${t('liste.rien_texte')} />`}
      />
      <${Pager} ...${list} />
    </div>
  `;
}
