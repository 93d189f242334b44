import { durationText } from '../duration.js';
import { ago, dateTime } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { healthColor, HealthBadge } from './badges.js';
import { Icon } from './icon.js';

/** One service: its instances, since when each runs, and what Consul's checks of it say. */
export function ServiceCard({ nom, sante, version, instances, derniere_vue: last }) {
  const seen = sante === 'absent' && t('services.vue', { quand: ago(last) });
  return html`
    <section class=${`card service-card health-${healthColor(sante)}`} id=${`service-${nom}`}>
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
      <ul>${instances.map((instance) => html`<${Instance} key=${instance.id} ...${instance} />`)}</ul>
      <a class="service-calls" href=${`#/services/appels?service_cible=${nom}`}>${t('services.appels_recus')}</a>
    </section>
  `;
}

function Instance({ adresse, port, sante, version, depuis, uptime_s: uptime, sante_depuis: since, controles }) {
  return html`
    <li>
      <i class=${`dot dot-${healthColor(sante)}`} aria-hidden="true"></i>
      <span>
        <code>${adresse}:${port}</code>
        <span class="visually-hidden">${sante}</span>
        ${depuis && html`<small title=${dateTime(depuis)}>${t('services.depuis', { duree: durationText(uptime) })}</small>`}
        ${sante !== 'ok' && since && html`<small class="expires-soon">${t('services.en_panne', { quand: ago(since) })}</small>`}
        ${controles?.filter(({ statut }) => statut !== 'passing').map(({ nom, sortie }) => html`<small key=${nom} class="check-output">${sortie}</small>`)}
      </span>
      ${version && html`<small>${version}</small>`}
    </li>
  `;
}
