import * as api from '../../api/notifications.js';
import { ErrorState } from '../../components/error_state.js';
import { Select, Switch, TextInput } from '../../components/inputs.js';
import { NotificationNav } from '../../components/notification_nav.js';
import { PageHeader } from '../../components/page_header.js';
import { PreferenceTable } from '../../components/preference_table.js';
import { SkeletonPage } from '../../components/skeleton.js';
import { SubmitButton } from '../../components/submit_button.js';
import { useForm } from '../../form.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useResource } from '../../resource.js';
import { notify } from '../../toasts.js';

const NIGHT = { debut: '22:00', fin: '07:00' };
const HOURS = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${String(hour).padStart(2, '0')}:00` }));

/** What I want to hear of, by which way, and when not. */
export default function Preferences() {
  const { data, error, reload } = useResource(api.preferences);
  return html`
    <${PageHeader} title=${t('nav.preferences')} text=${t('preferences.intro')} />
    <${NotificationNav} />
    ${error && !data && html`<div class="card"><${ErrorState} error=${error} onRetry=${reload} /></div>`}
    ${!data && !error && html`<${SkeletonPage} />`}
    ${data && html`<${Fields} saved=${data} />`}
  `;
}

function Fields({ saved }) {
  const initial = { ...saved, silence: Boolean(saved.silence), ...(saved.silence ?? NIGHT), resume_heure: String(saved.resume_heure) };
  const form = useForm(
    initial,
    ({ preferences, resume_heure: hour, silence, debut, fin, fuseau }) =>
      api.setPreferences({ preferences, resume_heure: Number(hour), silence: silence ? { debut, fin } : null, fuseau }),
    () => notify(t('preferences.enregistrees')),
  );
  const digest = form.values.preferences.some(({ courriel }) => courriel === 'resume');
  return html`
    <form class="edit-form preferences-form" onSubmit=${form.submit} novalidate>
      <div class="card list-card">
        <${PreferenceTable} rows=${form.values.preferences} onChange=${(rows) => form.set('preferences', rows)} />
      </div>
      <fieldset class="card form-group">
        <legend>${t('preferences.horaires')}</legend>
        <div class="form-grid">
          <${Select} label=${t('preferences.resume_heure')} hint=${t(digest ? 'preferences.resume_aide' : 'preferences.resume_aucun')} options=${HOURS} ...${form.bind('resume_heure')} />
          <${TextInput} label=${t('preferences.fuseau')} list="time-zones" ...${form.bind('fuseau')} />
          <datalist id="time-zones">${Intl.supportedValuesOf('timeZone').map((zone) => html`<option key=${zone} value=${zone} />`)}</datalist>
          <${Switch} label=${t('preferences.silence')} hint=${t('preferences.silence_aide')} value=${form.values.silence} onValue=${(on) => form.set('silence', on)} />
          ${form.values.silence && html`
            <${TextInput} label=${t('preferences.silence_debut')} type="time" ...${form.bind('debut')} errors=${form.errors['silence.debut'] ?? form.errors.silence} />
            <${TextInput} label=${t('preferences.silence_fin')} type="time" ...${form.bind('fin')} errors=${form.errors['silence.fin']} />
          `}
        </div>
      </fieldset>
      <div class="form-actions">
        <${SubmitButton} busy=${form.busy}>${t('action.enregistrer')}<//>
      </div>
    </form>
  `;
}
