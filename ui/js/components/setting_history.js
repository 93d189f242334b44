import * as api from '../api/journal.js';
import { dateTime } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useResource } from '../resource.js';
import { showValue } from '../setting_value.js';
import { settingName } from '../setting_words.js';

/** Who changed what of the configuration. What was changed in Consul itself has no name. */
export function SettingHistory() {
  const { data } = useResource((signal) => api.settingHistory({ page_size: 20 }, signal));
  if (!data?.results.length) return null;
  return html`
    <section class="card panel">
      <header class="panel-header"><h2>${t('configuration.historique')}</h2></header>
      <div class="panel-body">
        <ol class="timeline">
          ${data.results.map((row) => html`
            <li key=${row.id}>
              <div class="timeline-head">
                <strong>${settingName(row.cle)}</strong>
                <time>${dateTime(row.modifie_le)}</time>
              </div>
              <small class="text-secondary"><code>${row.service}/${row.cle}</code></small>
              <div class="timeline-who">${row.origine === 'externe' ? t('configuration.externe') : row.user_email}</div>
              <ul class="changes"><li><del>${showValue(row.avant)}</del> → <ins>${showValue(row.apres)}</ins></li></ul>
            </li>
          `)}
        </ol>
      </div>
    </section>
  `;
}
