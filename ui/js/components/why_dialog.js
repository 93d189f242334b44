import * as api from '../api/notifications.js';
import { dateTime } from '../format.js';
import { html } from '../html.js';
import { language, t, tMaybe } from '../i18n.js';
import { explain } from '../refusals.js';
import { useResource } from '../resource.js';
import { Dialog } from './dialog.js';
import { Skeleton } from './skeleton.js';

/** Why did I get this? */
export function WhyDialog({ notification, onClose }) {
  const { data, error } = useResource((signal) => api.why(notification.id, signal), [notification.id]);
  const footer = html`<a class="btn" href="#/notifications/preferences" onClick=${onClose}>${t('pourquoi.regler')}</a>`;
  return html`
    <${Dialog} title=${t('pourquoi.moi')} onClose=${onClose} footer=${footer}>
      <p><strong>${notification.titre}</strong></p>
      ${error && html`<p class="field-error">${explain(error)}</p>`}
      ${!data && !error && html`<${Skeleton} />`}
      ${data && html`<${Reason} ...${data} />`}
    <//>
  `;
}

function Reason({ evenement, remise }) {
  const facts = [
    [t('pourquoi.origine'), tMaybe(`evenement.${evenement.origine}`, {}, evenement.origine)],
    [t('pourquoi.quand'), dateTime(evenement.cree_le)],
    [t('pourquoi.permission'), evenement.permission],
    [t('pourquoi.courriel'), courrielText(remise)],
  ].filter(([, value]) => value);
  return html`
    <p>${remise.phrase[language.value]}</p>
    <dl class="facts">
      ${facts.map(([name, value]) => html`
        <div key=${name}>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>
      `)}
    </dl>
  `;
}

export const courrielText = ({ courriel, courriel_prevu_le: due, courriel_le: sent }) =>
  t(`courriel.${courriel}`, { date: dateTime(sent ?? due) });
