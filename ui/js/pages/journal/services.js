import * as api from '../../api/journal.js';
import { ErrorState } from '../../components/error_state.js';
import { GatewayNav } from '../../components/gateway_nav.js';
import { Icon } from '../../components/icon.js';
import { PageHeader } from '../../components/page_header.js';
import { ServiceCard } from '../../components/service_card.js';
import { ServiceMap } from '../../components/service_map.js';
import { Skeleton } from '../../components/skeleton.js';
import { config } from '../../config.js';
import { dateTime } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useEvery, useResource } from '../../resource.js';

const SECONDS = 5;

/** What runs, as Consul knows it, refreshed while one looks. */
export default function Services() {
  const { data, error, reload } = useResource(api.listServices);
  const services = data?.results;
  useEvery(SECONDS, reload);
  return html`
    <${PageHeader} title=${t('nav.services')} text=${t('services.intro', { secondes: SECONDS })}>
      <${Outside} href=${config.consul} icon="database" label="Consul" />
      <${Outside} href=${config.traefik} icon="plug" label="Traefik" />
    <//>
    <${GatewayNav} />
    ${error && html`
      <div class="card mb-3">
        <${ErrorState} error=${error} onRetry=${reload} />
      </div>
    `}
    ${data?.consul_joignable === false && html`
      <div class="alert alert-warning" role="status">
        <${Icon} name="alert-triangle" />
        ${t('services.consul_muet')}
      </div>
    `}
    ${!services && !error && html`<div class="card card-body"><${Skeleton} lines=${8} /></div>`}
    ${services && html`
      <${ServiceMap} services=${services} consul=${data.consul_joignable} />
      <div class="service-grid">
        ${services.map((service) => html`<${ServiceCard} key=${service.nom} ...${service} />`)}
      </div>
      ${data.releve_le && html`<p class="text-secondary services-read">${t('services.releve', { date: dateTime(data.releve_le) })}</p>`}
    `}
  `;
}

const Outside = ({ href, icon, label }) =>
  href && html`
    <a class="btn" href=${href} target="_blank" rel="noopener noreferrer">
      <${Icon} name=${icon} size=${18} />
      ${label}
      <${Icon} name="external-link" size=${14} />
    </a>
  `;
