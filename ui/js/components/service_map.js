import { durationText } from '../duration.js';
import { html } from '../html.js';
import { t, tMaybe } from '../i18n.js';
import { healthColor } from './badges.js';

const ROW = 62;
const BOX = 46;
const TOP = 46;
// x and width of each column; a phone has room for the gateway and the services only
const WIDE = { total: 960, ui: [12, 120], traefik: [196, 132], service: [440, 262], database: [790, 158] };
const NARROW = { total: 370, traefik: [4, 84], service: [124, 242] };

const middle = (row) => TOP + row * ROW + BOX / 2;
const curve = (x1, y1, x2, y2) => `M${x1},${y1} C${(x1 + x2) / 2},${y1} ${(x1 + x2) / 2},${y2} ${x2},${y2}`;

/** Who calls whom, drawn: the browser, Traefik, each service, its database; the colour of a line is the health at its end. */
export function ServiceMap({ services, consul }) {
  const columns = matchMedia('(max-width: 700px)').matches ? NARROW : WIDE;
  const height = TOP + services.length * ROW + 64;
  const centre = middle((services.length - 1) / 2);
  const right = (column) => columns[column][0] + columns[column][1];
  const left = (column) => columns[column][0];
  return html`
    <section class="card service-map" aria-label=${t('services.carte')}>
      <svg viewBox=${`0 0 ${columns.total} ${height}`} role="img" aria-label=${summary(services)}>
        ${Object.keys(columns).filter((name) => name !== 'total').map((name) => html`
          <text key=${name} class="map-head" x=${left(name) + columns[name][1] / 2} y="24">${t(`carte.${name}`)}</text>
        `)}
        ${columns.ui && html`<g class="map-green"><path class="map-line" d=${curve(right('ui'), centre, left('traefik'), centre)} /></g>`}
        ${services.map(({ nom, sante }, row) => html`
          <g key=${nom} class=${`map-${healthColor(sante)}`}>
            <path class="map-line" d=${curve(right('traefik'), centre, left('service'), middle(row))} />
            ${columns.database && html`<path class="map-line" d=${curve(right('service'), middle(row), left('database'), middle(row))} />`}
          </g>
        `)}
        ${columns.ui && html`<${Box} place=${columns.ui} y=${centre} title=${t('carte.navigateur')} note=":5500" />`}
        <${Box} place=${columns.traefik} y=${centre} title="Traefik" note=":8090" />
        ${services.map((service, row) => html`<${ServiceBox} key=${service.nom} service=${service} columns=${columns} y=${middle(row)} />`)}
        <g class=${`map-node ${consul === false ? 'map-red' : 'map-green'}`}>
          <rect x=${left('traefik')} y=${height - 50} width=${right('service') - left('traefik')} height="36" rx="9" />
          <circle cx=${left('traefik') + 18} cy=${height - 32} r="5" />
          <text class="map-name" x=${left('traefik') + 32} y=${height - 27}>Consul</text>
          <text class="map-note" x=${left('traefik') + 96} y=${height - 27}>${t('carte.consul')}</text>
        </g>
      </svg>
    </section>
  `;
}

const Box = ({ place: [x, width], y, title, note, tone = 'green' }) => html`
  <g class=${`map-node map-${tone}`}>
    <rect x=${x} y=${y - BOX / 2} width=${width} height=${BOX} rx="10" />
    <text class="map-name" x=${x + 14} y=${y - 2}>${title}</text>
    <text class="map-note" x=${x + 14} y=${y + 15}>${note}</text>
  </g>
`;

function ServiceBox({ service: { nom, sante, version, instances }, columns, y }) {
  const up = Math.min(...instances.map(({ uptime_s: uptime }) => uptime ?? Infinity));
  const note = [
    tMaybe(`sante.${sante}`, {}, sante),
    version,
    instances.length > 1 && t('services.instances', { n: instances.length }),
    Number.isFinite(up) && durationText(up),
  ].filter(Boolean);
  const tone = healthColor(sante);
  const [x, width] = columns.service;
  return html`
    <g class=${`map-node map-${tone}`}>
      <rect x=${x} y=${y - BOX / 2} width=${width} height=${BOX} rx="10" />
      <circle class="map-pulse" cx=${x + 20} cy=${y} r="6" />
      <text class="map-name" x=${x + 38} y=${y - 2}>${nom}</text>
      <text class="map-note" x=${x + 38} y=${y + 15}>${note.join(' · ')}</text>
    </g>
    ${columns.database && html`<${Box} place=${columns.database} y=${y} title="PostgreSQL" note=${nom.split('_')[0]} tone=${tone} />`}
  `;
}

const summary = (services) =>
  `${t('services.carte')} : ${services.map(({ nom, sante }) => `${nom} ${tMaybe(`sante.${sante}`, {}, sante)}`).join(', ')}`;
