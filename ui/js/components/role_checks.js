import { html } from '../html.js';
import { tMaybe } from '../i18n.js';
import { useRoleNames } from '../role_names.js';

/** Some of the roles, one box each; a name that is no role any more stays in sight until it is unticked. */
export function RoleChecks({ label, hint, errors, value, onValue }) {
  const names = [...new Set([...useRoleNames(), ...value])];
  const toggle = (name, on) => onValue(on ? [...value, name] : value.filter((other) => other !== name));
  return html`
    <fieldset class="role-checks">
      <legend class="form-label">${label}</legend>
      ${names.map((name) => html`
        <label key=${name} class="form-check">
          <input
            class="form-check-input"
            type="checkbox"
            aria-invalid=${errors?.length ? 'true' : undefined}
            checked=${value.includes(name)}
            onChange=${(event) => toggle(name, event.target.checked)}
          />
          <span class="form-check-label">${tMaybe(`role.${name}`, {}, name)}</span>
        </label>
      `)}
      ${errors?.length > 0 && html`<div class="field-error">${errors.join(' ')}</div>`}
      ${hint && html`<div class="field-hint">${hint}</div>`}
    </fieldset>
  `;
}
