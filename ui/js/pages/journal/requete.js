import * as api from '../../api/journal.js';
import { ErrorState } from '../../components/error_state.js';
import { PageHeader } from '../../components/page_header.js';
import { RequestSteps } from '../../components/request_steps.js';
import { SkeletonPage } from '../../components/skeleton.js';
import { millisecondsText } from '../../duration.js';
import { dateTime } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useResource } from '../../resource.js';
import { can } from '../../session.js';

/** One request through the services: each call it caused, when, how long, and what was done on the way. */
export default function Requete({ id }) {
  const { data, error, reload } = useResource((signal) => api.requestPath(id, signal), [id]);
  const back = { href: '#/services/appels', label: t('nav.appels') };
  if (error && !data)
    return html`
      <${PageHeader} title=${t('requete.titre')} back=${back} />
      <div class="card"><${ErrorState} error=${error} onRetry=${reload} /></div>
    `;
  if (!data) return html`<${SkeletonPage} />`;
  const figures = [
    [t('requete.debut'), dateTime(data.debut)],
    [t('appels.duree'), millisecondsText(data.duree_ms)],
    [t('requete.services'), data.services.length],
    [t('requete.etapes'), data.etapes.length],
  ];
  return html`
    <${PageHeader} title=${t('requete.titre')} text=${html`<code>${data.request_id}</code>`} back=${back}>
      ${can('logs.lire') && html`<a class="btn" href=${`#/journal?request_id=${encodeURIComponent(data.request_id)}`}>${t('requete.voir_journal')}</a>`}
    <//>
    <div class="card mini-figures">
      ${figures.map(([label, value]) => html`<div key=${label}><span>${label}</span><strong>${value}</strong></div>`)}
    </div>
    <section class="card panel">
      <header class="panel-header"><h2>${t('requete.chemin')}</h2></header>
      <div class="panel-body">
        <p class="text-secondary">${data.services.join(' → ')}</p>
        <${RequestSteps} steps=${data.etapes} total=${data.duree_ms} />
        ${!data.actes_visibles && html`<p class="text-secondary mb-0">${t('requete.actes_caches')}</p>`}
      </div>
    </section>
  `;
}
