import * as api from '../api/journal.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { language, t } from '../i18n.js';
import { readValue, showValue, typedValue } from '../setting_value.js';
import { notify, reportError } from '../toasts.js';
import { Dialog } from './dialog.js';
import { NumberInput, Switch, TextArea, TextInput } from './inputs.js';
import { boundsText } from './setting_group.js';
import { StaleNotice } from './stale_notice.js';
import { SubmitButton } from './submit_button.js';

const CONTROLS = { entier: NumberInput, nombre: NumberInput, texte: TextInput };

/** Change one value; it applies at once in the running services. */
export function SettingDialog({ setting, onClose, onSaved, onReset }) {
  const { cle, service, type, defaut, definie, description } = setting;
  const form = useForm({ valeur: typedValue(setting) }, ({ valeur }) => api.changeSetting(setting, readValue(type, valeur)), onSaved);
  async function reset() {
    try {
      await api.resetSetting(setting);
      notify(t('configuration.revenue', { cle }));
      onReset();
    } catch (error) {
      reportError(error);
    }
  }
  const footer = html`
    ${definie && html`<button type="button" class="btn me-auto" onClick=${reset}>${t('configuration.revenir', { valeur: showValue(defaut) })}</button>`}
    <button type="button" class="btn" onClick=${onClose}>${t('action.renoncer')}</button>
    <${SubmitButton} busy=${form.busy} form="setting-form">${t('action.enregistrer')}<//>
  `;
  const Control = CONTROLS[type] ?? TextArea;
  return html`
    <${Dialog} title=${cle} onClose=${onClose} footer=${footer}>
      ${form.failure?.status === 412 && html`<${StaleNotice} onReload=${onReset} />`}
      <p class="text-secondary"><code>${service}</code> ${description?.[language.value]}</p>
      <form id="setting-form" onSubmit=${form.submit} novalidate>
        ${type === 'booleen'
          ? html`<${Switch} label=${t('configuration.valeur')} value=${form.values.valeur} onValue=${(on) => form.set('valeur', on)} />`
          : html`<${Control} label=${t('configuration.valeur')} hint=${boundsText(setting)} autofocus ...${form.bind('valeur')} />`}
      </form>
    <//>
  `;
}
