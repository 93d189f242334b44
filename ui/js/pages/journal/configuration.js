import { useState } from 'preact/hooks';
import * as api from '../../api/journal.js';
import { EmptyState } from '../../components/empty_state.js';
import { ErrorState } from '../../components/error_state.js';
import { GatewayNav } from '../../components/gateway_nav.js';
import { PageHeader } from '../../components/page_header.js';
import { SettingDialog } from '../../components/setting_dialog.js';
import { SettingGroup } from '../../components/setting_group.js';
import { SettingHistory } from '../../components/setting_history.js';
import { SkeletonPage } from '../../components/skeleton.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useResource } from '../../resource.js';
import { can } from '../../session.js';
import { notify, reportError } from '../../toasts.js';
import { showValue } from '../../setting_value.js';
import { settingGroups, settingName } from '../../setting_words.js';

/** The central configuration: what each service may be told while it runs, who told it, and when. */
export default function Configuration() {
  const { data, error, reload } = useResource(api.listSettings);
  const [editing, setEditing] = useState(null);
  const [turn, setTurn] = useState(0);
  const refresh = () => {
    setEditing(null);
    setTurn((now) => now + 1);
    reload();
  };
  const saved = (before) => (after) => {
    const back = () => api.changeSetting(after, before.valeur).then(refresh, reportError);
    notify(t('configuration.changee', { nom: settingName(after.cle), valeur: showValue(after.valeur) }), {
      action: before.valide ? { label: t('action.annuler'), run: back } : undefined,
    });
    refresh();
  };
  if (error && !data) return html`<div class="card"><${ErrorState} error=${error} onRetry=${reload} /></div>`;
  if (!data) return html`<${SkeletonPage} />`;
  const groups = settingGroups(data.results);
  return html`
    <${PageHeader} title=${t('nav.configuration')} text=${t('configuration.intro')} />
    <${GatewayNav} />
    ${!groups.length && html`<div class="card"><${EmptyState} icon="adjustments" title=${t('configuration.vide')} /></div>`}
    ${groups.map(({ group, title, settings }) => html`
      <${SettingGroup}
        key=${group}
        title=${title}
        settings=${settings}
        onEdit=${can('gateway.gerer') ? setEditing : null}
      />
    `)}
    <${SettingHistory} key=${turn} />
    ${editing && html`<${SettingDialog} setting=${editing} onClose=${() => setEditing(null)} onSaved=${saved(editing)} onReset=${refresh} />`}
  `;
}
