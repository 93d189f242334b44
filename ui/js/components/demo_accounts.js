import { config } from '../config.js';
import { html } from '../html.js';
import { t, tMaybe } from '../i18n.js';

/** The accounts of the demonstration data, when the UI's server says there are some. Passwords are never sent here. */
export function DemoAccounts({ onChoose }) {
  if (!config.demo?.length) return null;
  return html`
    <section class="demo-accounts" aria-label=${t('demo.titre')}>
      <p>${t('demo.texte')}</p>
      <div>
        ${config.demo.map(({ role, email }) => html`
          <button key=${email} type="button" class="btn btn-sm" title=${email} onClick=${() => onChoose(email)}>
            ${tMaybe(`role.${role}`, {}, role)}
          </button>
        `)}
      </div>
    </section>
  `;
}
