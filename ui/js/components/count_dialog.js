import * as api from '../api/stock.js';
import { useForm } from '../form.js';
import { date } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { Dialog } from './dialog.js';
import { FormFailure } from './form_failure.js';
import { Switch, TextArea, TextInput } from './inputs.js';
import { usePlaces } from './place_select.js';
import { SubmitButton } from './submit_button.js';

/** Open a count session: the places to count, whether the counters see what is expected. */
export function CountDialog({ onClose, onSaved }) {
  const places = usePlaces();
  const initial = { nom: t('inventaire.nom_propose', { date: date(new Date().toISOString()) }), emplacement_ids: [], aveugle: true, notes: '' };
  const send = ({ notes, ...values }, key) => api.openCount(notes ? { ...values, notes } : values, key);
  const form = useForm(initial, send, onSaved, { quiet: true });
  const chosen = new Set(form.values.emplacement_ids);
  const toggle = (id) => {
    if (!chosen.delete(id)) chosen.add(id);
    form.set('emplacement_ids', [...chosen]);
  };
  const footer = html`
    <button type="button" class="btn" onClick=${onClose}>
      ${t('action.renoncer')}
    </button>
    <${SubmitButton} busy=${form.busy} form="count-form" icon="clipboard-list">${t('inventaire.ouvrir')}<//>
  `;
  return html`
    <${Dialog} title=${t('inventaire.nouveau')} onClose=${onClose} footer=${footer}>
      <form id="count-form" onSubmit=${form.submit} novalidate>
        <${FormFailure} failure=${form.failure} />
        <${TextInput} label=${t('champ.nom')} required maxlength="100" ...${form.bind('nom')} />
        <fieldset class="check-list">
          <legend class="form-label required">${t('inventaire.emplacements')}</legend>
          <p class="field-hint">${t('inventaire.emplacements_aide')}</p>
          <div class="check-list-box">
            ${places.rows?.map(({ item, depth }) => html`
              <label key=${item.id} class=${`form-check depth-${Math.min(depth, 6)}`}>
                <input
                  type="checkbox"
                  class="form-check-input"
                  checked=${chosen.has(item.id)}
                  onChange=${() => toggle(item.id)}
                />
                <span>
                  <code>${item.code}</code> ${item.nom}
                </span>
              </label>
            `)}
          </div>
          ${form.errors.emplacement_ids && html`<div class="field-error">${form.errors.emplacement_ids.join(' ')}</div>`}
        </fieldset>
        <${Switch}
          label=${t('inventaire.aveugle')}
          hint=${t('inventaire.aveugle_aide')}
          value=${form.values.aveugle}
          onValue=${(value) => form.set('aveugle', value)}
        />
        <${TextArea} label=${t('commande.notes')} rows="2" ...${form.bind('notes')} />
      </form>
    <//>
  `;
}
