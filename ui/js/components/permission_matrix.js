import { Fragment } from 'preact';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { groupPermissions, permissionText, roleText } from '../permission_groups.js';

/**
 * What each role may do: a row per permission, a column per role. `given(role)` is the list of codes shown, `onToggle`
 * absent makes it read-only; on a phone only the role `focus` is shown.
 */
export function PermissionMatrix({ roles, permissions, given, onToggle, head, focus }) {
  return html`
    <div class="matrix-wrap">
      <table class="table matrix">
        <caption class="visually-hidden">${t('role_matrice.titre')}</caption>
        <thead>
          <tr>
            <th scope="col">${t('role_matrice.permission')}</th>
            ${roles.map((role) => html`
              <th key=${role.id} scope="col" class=${focusClass(role, focus)}>${head(role)}</th>
            `)}
          </tr>
        </thead>
        <tbody>
          ${groupPermissions(permissions).map((group) => html`
            <${Fragment} key=${group.module}>
              <tr class="matrix-group">
                <th scope="rowgroup" colspan=${roles.length + 1}>${group.label}</th>
              </tr>
              ${group.permissions.map((permission) => html`
                <${Row} key=${permission.code} ...${{ permission, roles, given, onToggle, focus }} />
              `)}
            <//>
          `)}
        </tbody>
      </table>
    </div>
  `;
}

const focusClass = (role, focus) => (role.id === focus ? 'is-focus' : 'not-focus');

function Row({ permission, roles, given, onToggle, focus }) {
  const label = permissionText(permission);
  return html`
    <tr>
      <th scope="row">
        ${label}
        <code>${permission.code}</code>
      </th>
      ${roles.map((role) => html`
        <td key=${role.id} class=${`${focusClass(role, focus)} ${isChanged(role, given(role), permission.code) ? 'is-changed' : ''}`}>
          <label class="matrix-cell">
            <input
              type="checkbox"
              class="form-check-input"
              aria-label=${t('role_matrice.case', { permission: label, role: roleText(role.nom) })}
              checked=${given(role).includes(permission.code)}
              disabled=${!onToggle}
              onChange=${() => onToggle(role, permission.code)}
            />
          </label>
        </td>
      `)}
    </tr>
  `;
}

const isChanged = (role, now, code) => role.permissions.includes(code) !== now.includes(code);
