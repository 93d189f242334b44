import * as api from '../api/journal.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { notify, reportError } from '../toasts.js';
import { Icon } from './icon.js';
import { TextArea } from './inputs.js';
import { SubmitButton } from './submit_button.js';

/** What may be added to an entry, which itself never changes: a remark, or that the lists leave it out. */
export function LogActions({ log, onChanged, onClose }) {
  const form = useForm(
    { annotation: log.annotation ?? '' },
    ({ annotation }) => api.annotateLog(log.id, annotation.trim(), log.version),
    (saved) => {
      notify(t('journal.annotee'));
      onChanged(saved);
    },
  );
  async function show() {
    try {
      onChanged(await api.showLog(log.id));
      notify(t('journal.montree'));
    } catch (error) {
      reportError(error);
    }
  }
  async function hide() {
    try {
      await api.hideLog(log.id);
      onChanged({ ...log, masque: true });
      notify(t('journal.masquee'), { action: { label: t('action.annuler'), run: show } });
      onClose();
    } catch (error) {
      reportError(error);
    }
  }
  return html`
    <form class="log-actions" onSubmit=${form.submit} novalidate>
      <${TextArea} label=${t('journal.annotation')} hint=${t('journal.annotation_aide')} maxlength="2000" rows="2" ...${form.bind('annotation')} />
      <div class="form-actions">
        <button type="button" class="btn me-auto" onClick=${log.masque ? show : hide}>
          <${Icon} name=${log.masque ? 'eye' : 'eye-off'} size=${18} />
          ${t(log.masque ? 'journal.montrer' : 'journal.masquer')}
        </button>
        <${SubmitButton} busy=${form.busy}>${t('journal.annoter')}<//>
      </div>
    </form>
  `;
}
