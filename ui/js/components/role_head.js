import { html } from '../html.js';
import { t } from '../i18n.js';
import { roleText } from '../permission_groups.js';
import { Icon } from './icon.js';

/** The head of a column of the matrix: the role, who has it, and what may be done with it. */
export function RoleHead({ role, onEdit, onDelete }) {
  const nom = roleText(role.nom);
  return html`
    <div class="matrix-head">
      <strong title=${role.description}>${nom}</strong>
      ${role.second_facteur_impose && html`<small class="with-icon"><${Icon} name="shield-check" size=${14} />${t('role_matrice.impose')}</small>`}
      <a href=${`#/users?role=${encodeURIComponent(role.nom)}`}>${t('role_matrice.comptes', { n: role.utilisateurs })}</a>
      <span>
        <button type="button" class="icon-button icon-button-sm" aria-label=${t('role_matrice.modifier_nomme', { nom })} title=${t('action.modifier')} onClick=${() => onEdit(role)}>
          <${Icon} name="edit" size=${16} />
        </button>
        <button type="button" class="icon-button icon-button-sm" aria-label=${t('role_matrice.supprimer_nomme', { nom })} title=${t('action.supprimer')} onClick=${onDelete}>
          <${Icon} name="trash" size=${16} />
        </button>
      </span>
    </div>
  `;
}
