import { exportReport } from '../api/stock.js';
import { useCurrentInSight } from '../current_in_sight.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { location } from '../router.js';
import { EmptyState } from './empty_state.js';
import { ErrorState } from './error_state.js';
import { ExportMenu } from './export_menu.js';
import { PageHeader } from './page_header.js';
import { Skeleton } from './skeleton.js';

const NAMES = ['valorisation', 'rotation', 'abc', 'dormants'];

/** What the reports share: their names, the way from one to another, the file. */
export function ReportFrame({ name, list, tools, empty, children }) {
  const row = useCurrentInSight(name);
  const { page, ...query } = location.value.query;
  return html`
    <${PageHeader} title=${t('nav.rapports')} text=${t(`rapport.texte.${name}`)}>
      <${ExportMenu} load=${exportReport(name)} query=${query} />
    <//>
    <nav class="tabs" ref=${row} aria-label=${t('nav.rapports')}>
      ${NAMES.map((one) => html`
        <a key=${one} href=${`#/rapports/${one}`} aria-current=${one === name ? 'page' : undefined}>
          ${t(`rapport.${one}`)}
        </a>
      `)}
    </nav>
    ${tools && html`<div class="report-tools">${tools}</div>`}
    ${list.error && !list.rows && html`
      <div class="card">
        <${ErrorState} error=${list.error} onRetry=${list.reload} />
      </div>
    `}
    ${!list.rows && !list.error && html`
      <div class="card card-body">
        <${Skeleton} lines=${8} />
      </div>
    `}
    ${list.rows?.length === 0 && html`
      <div class="card">
        ${empty ?? html`<${EmptyState} icon="chart-bar" title=${t('rapport.vide')} text=${t('rapport.vide_texte')} />`}
      </div>
    `}
    ${list.rows?.length > 0 && children}
  `;
}

/** The figures above a report: [[label, text]]. */
export const ReportFigures = ({ figures }) => html`
  <section class="card balance" aria-label=${t('rapport.totaux')}>
    ${figures.map(([label, text]) => html`
      <div key=${label}>
        <span>${label}</span>
        <strong>${text}</strong>
      </div>
    `)}
  </section>
`;

export const Panel = ({ title, children }) => html`
  <section class="card panel report-panel">
    <header class="panel-header">
      <h2>${title}</h2>
    </header>
    <div class="panel-body">${children}</div>
  </section>
`;
