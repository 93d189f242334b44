import { useState } from 'preact/hooks';
import * as api from '../api/journal.js';
import { dateTime } from '../format.js';
import { html } from '../html.js';
import { t, tMaybe } from '../i18n.js';
import { explain } from '../refusals.js';
import { useResource } from '../resource.js';
import { can } from '../session.js';
import { notify, reportError } from '../toasts.js';
import { Diff } from './changes.js';
import { Dialog } from './dialog.js';
import { Icon } from './icon.js';
import { Skeleton } from './skeleton.js';
import { ActButton } from './submit_button.js';

/** One thing of the trash: what comes back with it, what stands in the way, what it was. */
export function TrashDialog({ entry, onClose, onDone }) {
  const [busy, setBusy] = useState(false);
  const present = entry.etat === 'present';
  const preview = useResource(present ? (signal) => api.previewTrash(entry.id, signal) : null, [entry.id]);
  async function restore() {
    setBusy(true);
    try {
      await api.restore(entry.id);
      notify(t('corbeille.restauree', entry));
      onDone();
      onClose();
    } catch (error) {
      reportError(error);
      setBusy(false);
      preview.reload();
    }
  }
  const footer = present && can('corbeille.restaurer') && html`
    <button type="button" class="btn" onClick=${onClose}>${t('action.renoncer')}</button>
    <${ActButton} busy=${busy || preview.data?.restaurable === false || preview.loading} icon="restore" class="btn-primary" onClick=${restore}>
      ${t('corbeille.restaurer')}
    <//>
  `;
  const title = t(present ? 'corbeille.titre_restaurer' : 'corbeille.titre_entree', entry);
  return html`
    <${Dialog} title=${title} onClose=${onClose} footer=${footer}>
      <p class="text-secondary">
        ${t('corbeille.depuis', { module: tMaybe(`module.${entry.module}`, {}, entry.module), date: dateTime(entry.supprime_le), email: entry.supprime_par_email || '–' })}
      </p>
      ${present && html`<${Preview} ...${preview} />`}
      ${entry.instantane && html`
        <details class="snapshot">
          <summary>${t('corbeille.contenu')}</summary>
          <${Diff} before=${entry.instantane} />
        </details>
      `}
    <//>
  `;
}

function Preview({ data, error, loading }) {
  if (error && !loading)
    return html`<div class="alert alert-warning" role="alert"><${Icon} name="alert-triangle" />${explain(error)}</div>`;
  if (!data) return html`<${Skeleton} lines=${2} />`;
  return html`
    ${data.conflits.map(({ code, detail }) => html`
      <div key=${code} class="alert alert-danger" role="alert">
        <${Icon} name="alert-circle" />
        ${tMaybe(`erreur.${code}`, {}, detail)}
      </div>
    `)}
    <h3 class="mt-0">${t('corbeille.revient', { n: data.revient.length })}</h3>
    ${data.revient.length > 0 && html`
      <ul class="preview-list">
        ${data.revient.map((item) => html`
          <li key=${`${item.module}${item.objet_id}`}>
            <${Icon} name="restore" size=${16} />
            <span>${item.libelle}</span>
            <small>${tMaybe(`module.${item.module}`, {}, item.module)}</small>
          </li>
        `)}
      </ul>
    `}
  `;
}
