import * as api from '../../api/journal.js';
import { healthColor, HealthBadge } from '../../components/badges.js';
import { ErrorState } from '../../components/error_state.js';
import { Icon } from '../../components/icon.js';
import { PageHeader } from '../../components/page_header.js';
import { Skeleton } from '../../components/skeleton.js';
import { config } from '../../config.js';
import { ago } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useEvery, useResource } from '../../resource.js';

const SECONDS = 5;

/** The running services as Consul knows them, refreshed while one looks. */
export default function Services() {
  const { data, error, reload } = useResource(api.listServices);
  const services = data?.results ?? data;
  useEvery(SECONDS, reload);
  return html`
    <${PageHeader} title=${t('nav.services')} text=${t('services.intro', { secondes: SECONDS })}>
      <${Outside} href=${config.consul} icon="database" label="Consul" />
      <${Outside} href=${config.traefik} icon="plug" label="Traefik" />
    <//>
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
    ${!services && !error && html`
      <div class="service-grid">
        ${[1, 2, 3, 4, 5, 6].map((i) => html`
          <div key=${i} class="card card-body">
            <${Skeleton} />
          </div>
        `)}
      </div>
    `}
    <div class="service-grid">
      ${services?.map((service) => html`
        <${ServiceCard} key=${service.nom} ...${service} />
      `)}
    </div>
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

function ServiceCard({ nom, sante, version, instances, derniere_vue: last }) {
  const seen = sante === 'absent' && t('services.vue', { quand: ago(last) });
  return html`
    <section class=${`card service-card health-${healthColor(sante)}`}>
      <header>
        <span class="service-icon">
          <${Icon} name="server-2" />
        </span>
        <h2>${nom}</h2>
        <${HealthBadge} sante=${sante} />
      </header>
      <p class="text-secondary">
        ${[t('services.instances', { n: instances.length }), version, seen].filter(Boolean).join(' · ')}
      </p>
      <ul>
        ${instances.map((instance) => html`
          <li key=${instance.id}>
            <i class=${`dot dot-${healthColor(instance.sante)}`} aria-hidden="true"></i>
            <code>
              ${instance.adresse}:${instance.port}
            </code>
            <span class="visually-hidden">${instance.sante}</span>
            ${instance.version && html`<small>${instance.version}</small>`}
          </li>
        `)}
      </ul>
    </section>
  `;
}
