import * as api from '../api/journal.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { language, t } from '../i18n.js';
import { readValue, showValue, typedValue } from '../setting_value.js';
import { boundsText, settingName } from '../setting_words.js';
import { notify, reportError } from '../toasts.js';
import { Dialog } from './dialog.js';
import { SettingControl } from './setting_control.js';
import { StaleNotice } from './stale_notice.js';
import { SubmitButton } from './submit_button.js';

/** Change one value; it applies at once in the running services. */
export function SettingDialog({ setting, onClose, onSaved, onReset }) {
  const { cle, service, type, defaut, definie, description } = setting;
  const form = useForm({ valeur: typedValue(setting) }, ({ valeur }) => api.changeSetting(setting, readValue(type, valeur)), onSaved);
  async function reset() {
    try {
      await api.resetSetting(setting);
      notify(t('configuration.revenue', { nom: settingName(cle) }));
      onReset();
    } catch (error) {
      reportError(error);
    }
  }
  const footer = html`
    <button type="button" class="btn" onClick=${onClose}>${t('action.renoncer')}</button>
    <${SubmitButton} busy=${form.busy} form="setting-form">${t('action.enregistrer')}<//>
  `;
  const hint = [boundsText(setting), t('configuration.defaut', { valeur: showValue(defaut) })].filter(Boolean).join(' · ');
  return html`
    <${Dialog} title=${settingName(cle)} onClose=${onClose} footer=${footer}>
      ${form.failure?.status === 412 && html`<${StaleNotice} onReload=${onReset} />`}
      <p class="text-secondary">${description?.[language.value]} <code>${service}/${cle}</code></p>
      <form id="setting-form" onSubmit=${form.submit} novalidate>
        <${SettingControl} setting=${setting} hint=${hint} bound=${form.bind('valeur')} />
      </form>
      ${definie && html`<button type="button" class="btn-text" onClick=${reset}>${t('configuration.revenir')}</button>`}
    <//>
  `;
}
