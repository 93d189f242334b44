import { html } from '../html.js';
import { t } from '../i18n.js';

const MAIL = ['jamais', 'immediat', 'resume'];

/** For each type: shown in the application, and mailed at once, in the daily digest, or never. */
export function PreferenceTable({ rows, onChange }) {
  const change = (type, part) => onChange(rows.map((row) => (row.type === type ? { ...row, ...part } : row)));
  return html`
    <table class="table preference-table">
      <caption class="visually-hidden">${t('nav.preferences')}</caption>
      <thead>
        <tr>
          <th scope="col">${t('notifications.type')}</th>
          <th scope="col">${t('preferences.dans_app')}</th>
          <th scope="col">${t('preferences.par_courriel')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(({ type, dans_app: shown, courriel }) => html`
          <tr key=${type}>
            <th scope="row">
              ${t(`type_notification.${type}`)}
              <small class="cell-note">${t(`type_notification_aide.${type}`)}</small>
            </th>
            <td>
              <label class="form-check form-switch mb-0">
                <input class="form-check-input" type="checkbox" role="switch" checked=${shown} aria-label=${t('preferences.dans_app_pour', { type: t(`type_notification.${type}`) })} onChange=${(event) => change(type, { dans_app: event.target.checked })} />
              </label>
            </td>
            <td>
              <select class="form-select" value=${courriel} aria-label=${t('preferences.courriel_pour', { type: t(`type_notification.${type}`) })} onChange=${(event) => change(type, { courriel: event.target.value })}>
                ${MAIL.map((value) => html`<option key=${value} value=${value} selected=${value === courriel}>${t(`frequence.${value}`)}</option>`)}
              </select>
            </td>
          </tr>
        `)}
      </tbody>
    </table>
  `;
}
