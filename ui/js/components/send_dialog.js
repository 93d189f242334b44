import * as api from '../api/notifications.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { roleText } from '../permission_groups.js';
import { Dialog } from './dialog.js';
import { Select, TextArea, TextInput } from './inputs.js';
import { SubmitButton } from './submit_button.js';

const EVERYBODY = '*';
const ROLES = ['administrateur', 'gestionnaire', 'magasinier', 'vendeur', 'lecteur'];
const LEVELS = ['info', 'alerte', 'critique'];

/** A notice to everybody, or to those of one role. */
export function SendDialog({ onClose, onSent }) {
  const send = ({ a: to, ...body }, key) =>
    api.send({ ...body, ...(to === EVERYBODY ? { tous: true } : { role: to }) }, key);
  const form = useForm({ a: EVERYBODY, titre: '', message: '', niveau: 'info' }, send, onSent);
  const footer = html`
    <button type="button" class="btn" onClick=${onClose}>${t('action.renoncer')}</button>
    <${SubmitButton} busy=${form.busy} icon="send" form="send-form">${t('envoi.envoyer')}<//>
  `;
  return html`
    <${Dialog} title=${t('envoi.ecrire')} onClose=${onClose} footer=${footer}>
      <form id="send-form" onSubmit=${form.submit} novalidate>
        <div class="form-grid">
          <${Select} label=${t('envoi.a')} options=${[{ value: EVERYBODY, label: t('envoi.tous') }, ...ROLES.map((value) => ({ value, label: roleText(value) }))]} ...${form.bind('a')} />
          <${Select} label=${t('notifications.niveau')} options=${LEVELS.map((value) => ({ value, label: t(`niveau_notification.${value}`) }))} ...${form.bind('niveau')} />
        </div>
        <${TextInput} label=${t('envoi.titre')} required autofocus maxlength="200" ...${form.bind('titre')} />
        <${TextArea} label=${t('envoi.message')} maxlength="2000" ...${form.bind('message')} />
      </form>
    <//>
  `;
}
