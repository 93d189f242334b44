import { durationText } from '../duration.js';
import { html } from '../html.js';
import { t, tMaybe } from '../i18n.js';
import { healthColor } from './badges.js';

const ROW = 62;
const BOX = 46;
const TOP = 46;
const COLUMNS = { ui: 12, traefik: 196, service: 440, database: 790 };
const WIDTH = { ui: 120, traefik: 132, service: 262, database: 158 };
const TOTAL = 960;

const middle = (row) => TOP + row * ROW + BOX / 2;
const curve = (x1, y1, x2, y2) => `M${x1},${y1} C${(x1 + x2) / 2},${y1} ${(x1 + x2) / 2},${y2} ${x2},${y2}`;

/** Who calls whom, drawn: the browser, Traefik, each service, its database; the colour of a line is the health at its end. */
export function ServiceMap({ services, consul }) {
  const height = TOP + services.length * ROW + 64;
  const centre = middle((services.length - 1) / 2);
  const right = (column) => COLUMNS[column] + WIDTH[column];
  return html`
    <section class="card service-map" aria-label=${t('services.carte')}>
      <svg viewBox=${`0 0 ${TOTAL} ${height}`} role="img" aria-label=${summary(services)}>
        ${['ui', 'traefik', 'service', 'database'].map((column) => html`
          <text key=${column} class="map-head" x=${COLUMNS[column] + WIDTH[column] / 2} y="24">${t(`carte.${column}`)}</text>
        `)}
        <path class="map-line" d=${curve(right('ui'), centre, COLUMNS.traefik, centre)} />
        ${services.map(({ nom, sante }, row) => html`
          <g key=${nom} class=${`map-${healthColor(sante)}`}>
            <path class="map-line" d=${curve(right('traefik'), centre, COLUMNS.service, middle(row))} />
            <path class="map-line" d=${curve(right('service'), middle(row), COLUMNS.database, middle(row))} />
          </g>
        `)}
        <${Box} column="ui" y=${centre} title=${t('carte.navigateur')} note=":5500" />
        <${Box} column="traefik" y=${centre} title="Traefik" note=":8090" />
        ${services.map((service, row) => html`<${ServiceBox} key=${service.nom} service=${service} y=${middle(row)} />`)}
        <g class=${`map-node ${consul === false ? 'map-red' : 'map-green'}`}>
          <rect x=${COLUMNS.traefik} y=${height - 50} width=${right('service') - COLUMNS.traefik} height="36" rx="9" />
          <circle cx=${COLUMNS.traefik + 18} cy=${height - 32} r="5" />
          <text class="map-name" x=${COLUMNS.traefik + 32} y=${height - 27}>Consul</text>
          <text class="map-note" x=${COLUMNS.traefik + 96} y=${height - 27}>${t('carte.consul')}</text>
        </g>
      </svg>
    </section>
  `;
}

const Box = ({ column, y, title, note, tone = 'green' }) => html`
  <g class=${`map-node map-${tone}`}>
    <rect x=${COLUMNS[column]} y=${y - BOX / 2} width=${WIDTH[column]} height=${BOX} rx="10" />
    <text class="map-name" x=${COLUMNS[column] + 14} y=${y - 2}>${title}</text>
    <text class="map-note" x=${COLUMNS[column] + 14} y=${y + 15}>${note}</text>
  </g>
`;

function ServiceBox({ service: { nom, sante, version, instances }, y }) {
  const up = Math.min(...instances.map(({ uptime_s: uptime }) => uptime ?? Infinity));
  const note = [
    tMaybe(`sante.${sante}`, {}, sante),
    version,
    instances.length > 1 && t('services.instances', { n: instances.length }),
    Number.isFinite(up) && durationText(up),
  ].filter(Boolean);
  const tone = healthColor(sante);
  return html`
    <g class=${`map-node map-${tone}`}>
      <rect x=${COLUMNS.service} y=${y - BOX / 2} width=${WIDTH.service} height=${BOX} rx="10" />
      <circle class="map-pulse" cx=${COLUMNS.service + 20} cy=${y} r="6" />
      <text class="map-name" x=${COLUMNS.service + 38} y=${y - 2}>${nom}</text>
      <text class="map-note" x=${COLUMNS.service + 38} y=${y + 15}>${note.join(' · ')}</text>
    </g>
    <${Box} column="database" y=${y} title="PostgreSQL" note=${nom.replace('_service', '')} tone=${tone} />
  `;
}

const summary = (services) =>
  `${t('services.carte')} : ${services.map(({ nom, sante }) => `${nom} ${tMaybe(`sante.${sante}`, {}, sante)}`).join(', ')}`;
