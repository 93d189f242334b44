import * as api from '../../api/auth.js';
import { ActiveBadge } from '../../components/badges.js';
import { DataTable } from '../../components/data_table.js';
import { EmptyState } from '../../components/empty_state.js';
import { FilterSelect } from '../../components/filter_select.js';
import { Icon } from '../../components/icon.js';
import { PageHeader } from '../../components/page_header.js';
import { Pager } from '../../components/pager.js';
import { SearchInput } from '../../components/search_input.js';
import { initials } from '../../components/user_menu.js';
import { UserToggle, UserUnlock } from '../../components/user_toggle.js';
import { date } from '../../format.js';
import { html } from '../../html.js';
import { t, tMaybe } from '../../i18n.js';
import { useList } from '../../liste.js';
import { go } from '../../router.js';
import { can } from '../../session.js';
import { useShortcut } from '../../shortcuts.js';

const ROLES = ['administrateur', 'gestionnaire', 'magasinier', 'vendeur', 'lecteur'];
const roleText = (role) => tMaybe(`role.${role}`, {}, role);

const columns = (reload) => [
  {
    label: t('utilisateur.utilisateur'),
    title: true,
    cell: (user) => html`
      <span class="user-cell">
        <span class="avatar avatar-sm rounded-circle">${initials(user)}</span>
        <span>
          <strong>
            ${user.prenom} ${user.nom}
          </strong>
          <small class="cell-note">${user.email}</small>
        </span>
      </span>
    `,
  },
  {
    label: t('utilisateur.role'),
    cell: (user) => html`<span class="role-badge">${roleText(user.role)}</span>`,
  },
  { label: t('champ.etat'), cell: (user) => html`<${ActiveBadge} actif=${user.actif} />` },
  { label: t('utilisateur.depuis'), cell: (user) => date(user.created_at) },
  {
    label: t('champ.actions'),
    hidden: true,
    class: 'row-actions',
    cell: (user) => html`
      <${UserUnlock} user=${user} onDone=${reload} />
      <${UserToggle} user=${user} onDone=${reload} />
    `,
  },
];

export default function Utilisateurs() {
  const list = useList(api.listUsers);
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
    <div class="card list-card">
      <div class="list-tools">
        <${SearchInput} label=${t('utilisateur.rechercher')} />
        <${FilterSelect}
          name="role"
          label=${t('utilisateur.role')}
          all=${t('utilisateur.tous_roles')}
          options=${ROLES.map((value) => ({ value, label: roleText(value) }))}
        />
        <${FilterSelect}
          name="actif"
          label=${t('champ.etat')}
          all=${t('filtre.tous_etats')}
          options=${[
            { value: 'true', label: t('etat.actif') },
            { value: 'false', label: t('etat.inactif') },
          ]}
        />
      </div>
      <${DataTable}
        caption=${t('nav.utilisateurs')}
        columns=${columns(list.reload)}
        ...${list}
        empty=${html`<${EmptyState} icon="users" title=${t('liste.rien')} text=${t('liste.rien_texte')} />`}
      />
      <${Pager} ...${list} />
    </div>
  `;
}
