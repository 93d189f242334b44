import * as api from '../api/webhooks.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { toggled } from '../permission_groups.js';
import { ALL, eventText } from '../webhook_events.js';
import { Dialog } from './dialog.js';
import { Switch, TextInput } from './inputs.js';
import { SubmitButton } from './submit_button.js';

/** Where to send, and what. */
export function WebhookDialog({ webhook, events, onClose, onSaved }) {
  const initial = webhook ?? { nom: '', url: 'https://', evenements: [], actif: true };
  const { nom, url, evenements, actif } = initial;
  const form = useForm(
    { nom, url, evenements, actif },
    (values, key) => (webhook ? api.update(webhook.id, values, webhook.version) : api.create(values, key)),
    onSaved,
  );
  const all = form.values.evenements.includes(ALL);
  const footer = html`
    <button type="button" class="btn" onClick=${onClose}>${t('action.renoncer')}</button>
    <${SubmitButton} busy=${form.busy} form="webhook-form">${t('action.enregistrer')}<//>
  `;
  return html`
    <${Dialog} title=${t(webhook ? 'webhook.modifier' : 'webhook.nouveau')} onClose=${onClose} footer=${footer}>
      <form id="webhook-form" onSubmit=${form.submit} novalidate>
        <${TextInput} label=${t('champ.nom')} required autofocus maxlength="100" ...${form.bind('nom')} />
        <${TextInput} label=${t('webhook.url')} hint=${t('webhook.url_aide')} type="url" required maxlength="500" ...${form.bind('url')} />
        <fieldset class="event-choice" aria-invalid=${form.errors.evenements ? 'true' : undefined}>
          <legend class="form-label">${t('webhook.evenements')}</legend>
          <${Switch} label=${t('webhook.tous_evenements')} value=${all} onValue=${(on) => form.set('evenements', on ? [ALL] : [])} />
          ${!all && html`
            <div class="event-grid">
              ${events.map((event) => html`
                <label key=${event.nom} class="form-check">
                  <input class="form-check-input" type="checkbox" checked=${form.values.evenements.includes(event.nom)} onChange=${() => form.set('evenements', toggled(form.values.evenements, event.nom))} />
                  <span class="form-check-label">${eventText(event.nom, events)}<code>${event.nom}</code></span>
                </label>
              `)}
            </div>
          `}
          ${form.errors.evenements && html`<div class="field-error">${form.errors.evenements.join(' ')}</div>`}
        </fieldset>
        <${Switch} label=${t('webhook.actif')} value=${form.values.actif} onValue=${(on) => form.set('actif', on)} />
      </form>
    <//>
  `;
}
