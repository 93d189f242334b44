import { dateTime } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { Changes } from './changes.js';
import { Dialog } from './dialog.js';
import { phraseOf } from '../log_phrase.js';

/** One row of the audit log, whole: the request it belongs to, and the object before and after. */
export function LogDialog({ log, onClose }) {
  const facts = [
    ['champ.date', dateTime(log.emis_le)],
    ['champ.auteur', log.user_email],
    ['journal.service', log.service],
    ['champ.module', log.module],
    ['journal.objet_id', log.objet_id],
    ['journal.ip', log.ip],
    ['journal.requete', log.request_id],
  ].filter(([, value]) => value);
  const whole = log.apres ?? log.avant;
  return html`
    <${Dialog} title=${phraseOf(log)} onClose=${onClose}>
      <dl class="facts">
        ${facts.map(([key, value]) => html`
          <div key=${key}>
            <dt>${t(key)}</dt>
            <dd>
              <code>${value}</code>
            </dd>
          </div>
        `)}
      </dl>
      ${log.avant && log.apres ? html`
        <h3>${t('journal.changements')}</h3>
        <${Changes} before=${log.avant} after=${log.apres} />
      ` : (
        whole && html`
          <h3>${t('journal.contenu')}</h3>
          <pre class="log-json">${JSON.stringify(whole, null, 2)}</pre>
        `
      )}
    <//>
  `;
}
