import { useState } from 'preact/hooks';
import { dateTime } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { phraseOf } from '../log_phrase.js';
import { can } from '../session.js';
import { Diff } from './changes.js';
import { Dialog } from './dialog.js';
import { LogActions } from './log_actions.js';

const link = (href, text, onClose) => html`<a href=${href} onClick=${onClose}>${text}</a>`;

/** One row of the audit log, whole: the request it belongs to, the object before and after, what people added. */
export function LogDialog({ log, onClose, onChange }) {
  const [entry, setEntry] = useState(log);
  const changed = (now) => {
    setEntry(now);
    onChange?.(now);
  };
  const facts = [
    ['champ.date', dateTime(entry.emis_le)],
    ['champ.auteur', entry.user_email && link(`#/journal?user_email=${encodeURIComponent(entry.user_email)}`, entry.user_email, onClose)],
    ['journal.service', entry.service],
    ['champ.module', entry.module],
    ['journal.objet_id', entry.objet_id && link(`#/journal?objet_id=${encodeURIComponent(entry.objet_id)}`, entry.objet_id, onClose)],
    ['journal.ip', entry.ip],
    ['journal.requete', requestLink(entry, onClose)],
    ['journal.rang', entry.sequence],
    ['journal.empreinte', html`<code class="hash">${entry.hash}</code>`],
  ].filter(([, value]) => value);
  return html`
    <${Dialog} title=${phraseOf(entry)} onClose=${onClose} class="dialog-wide">
      ${entry.annotation && html`
        <blockquote class="annotation">${entry.annotation}</blockquote>
      `}
      <h3 class="mt-0" tabindex="-1" autofocus>${t(entry.avant && entry.apres ? 'journal.changements' : 'journal.contenu')}</h3>
      <${Diff} before=${entry.avant} after=${entry.apres} />
      <h3>${t('journal.circonstances')}</h3>
      <dl class="facts facts-code">
        ${facts.map(([key, value]) => html`
          <div key=${key}>
            <dt>${t(key)}</dt>
            <dd>${value}</dd>
          </div>
        `)}
      </dl>
      ${can('logs.gerer') && html`<${LogActions} log=${entry} onChanged=${changed} onClose=${onClose} />`}
    <//>
  `;
}

const requestLink = ({ request_id: id }, onClose) =>
  id && (can('gateway.lire') ? link(`#/services/requetes/${encodeURIComponent(id)}`, id, onClose) : id);
