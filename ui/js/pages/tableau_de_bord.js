import { useState } from 'preact/hooks';
import * as api from '../api/stock.js';
import { BarList } from '../components/bar_list.js';
import { ChoiceTabs } from '../components/choice_tabs.js';
import { EmptyState } from '../components/empty_state.js';
import { ErrorState } from '../components/error_state.js';
import { AlertList } from '../components/alert_list.js';
import { Icon } from '../components/icon.js';
import { MovementChart } from '../components/movement_chart.js';
import { MovementFeed } from '../components/movement_feed.js';
import { OrderCounts } from '../components/order_counts.js';
import { PageHeader } from '../components/page_header.js';
import { Skeleton } from '../components/skeleton.js';
import { StockFigures } from '../components/stock_figures.js';
import { money, quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useEvery, useResource } from '../resource.js';
import { go } from '../router.js';
import { can, user } from '../session.js';
import { useShortcut } from '../shortcuts.js';

const SECONDS = 30;
const PERIODS = [30, 90];

/** The first screen: what there is, what is missing, what moved. */
export default function TableauDeBord() {
  const [days, setDays] = useState(PERIODS[0]);
  const board = useResource(can('stock.lire') ? (signal) => api.dashboard(signal, days) : null, [days]);
  const moves = can('stock.mouvementer');
  useEvery(SECONDS, board.reload);
  useShortcut('n', 'mouvement.nouveau', () => go('/stock/mouvement'), moves);
  return html`
    <${PageHeader}
      title=${t('tableau.bonjour', { prenom: user.value.prenom || user.value.email })}
      text=${t('tableau.texte')}>
      ${can('commandes.gerer') && html`
        <a class="btn" href="#/commandes/nouvelle">
          <${Icon} name="shopping-cart" size=${18} />
          ${t('commande.nouvelle')}
        </a>
      `}
      ${moves && html`
        <a class="btn btn-primary" href="#/stock/mouvement">
          <${Icon} name="plus" size=${18} />
          ${t('mouvement.nouveau')}
        </a>
      `}
    <//>
    ${can('stock.lire') && html`<${Board} ...${board} days=${days} onDays=${setDays} />`}
    ${!can('stock.lire') && can('commandes.lire') && html`<${OrderCounts} />`}
  `;
}

function Board({ data, error, reload, days, onDays }) {
  if (error && !data)
    return html`
      <div class="card">
        <${ErrorState} error=${error} onRetry=${reload} />
      </div>
    `;
  const waiting = html`<${Skeleton} lines=${5} />`;
  const period = html`
    <${ChoiceTabs}
      label=${t('rapport.periode')}
      value=${days}
      onValue=${onDays}
      options=${PERIODS.map((value) => ({ value, label: t('rapport.jours', { n: value }) }))}
    />
  `;
  return html`
    <${StockFigures} board=${data} />
    <div class="dashboard-grid">
      <${Panel} title=${t('tableau.mouvements_jours', { n: days })} href="#/stock/mouvements" wide tools=${period}>
        ${data ? html`<${MovementChart} days=${data.mouvements_par_jour} />` : waiting}
      <//>
      ${can('commandes.lire') && html`<${OrderCounts} />`}
      <${Panel} title=${t('tableau.derniers')} href="#/stock/mouvements" wide>
        ${data ? html`<${MovementFeed} movements=${data.derniers_mouvements} />` : waiting}
      <//>
      <${Panel} title=${t('tableau.alertes')} href="#/stock/reapprovisionnement">
        <${AlertList} />
      <//>
      <${Panel} title=${t('tableau.plus_sorties')} href="#/rapports/rotation" wide>
        ${data ? html`<${TopIssued} rows=${data.top_pieces} />` : waiting}
      <//>
      <${Panel} title=${t('tableau.valeur_par_emplacement')} href="#/rapports/valorisation?par=emplacement">
        ${data ? html`<${ValueByPlace} rows=${data.valeur_par_emplacement} />` : waiting}
      <//>
    </div>
  `;
}

function TopIssued({ rows }) {
  if (!rows?.length) return html`<${EmptyState} icon="trending-up" title=${t('tableau.aucune_sortie')} />`;
  return html`
    <${BarList}
      label=${t('tableau.plus_sorties')}
      tone="orange"
      rows=${rows.map((row) => ({
        id: row.piece_id,
        label: row.nom,
        value: Number(row.valeur),
        text: `${quantity(row.sorties)} · ${money(row.valeur)}`,
        href: `#/pieces/${row.piece_id}`,
      }))}
    />
  `;
}

function ValueByPlace({ rows }) {
  if (!rows?.length) return html`<${EmptyState} icon="building-warehouse" title=${t('stock.nulle_part')} />`;
  return html`
    <${BarList}
      label=${t('tableau.valeur_par_emplacement')}
      rows=${rows.map((row) => ({
        id: row.emplacement_id,
        label: row.nom,
        value: Number(row.valeur),
        text: money(row.valeur),
        href: `#/stock?emplacement_id=${row.emplacement_id}`,
      }))}
    />
  `;
}

function Panel({ title, href, wide, tools, children }) {
  return html`
    <section class=${`card panel ${wide ? 'panel-wide' : ''}`}>
      <header class="panel-header">
        <h2>${title}</h2>
        ${tools}
        <a href=${href} aria-label=${`${t('action.voir_tout')} : ${title}`}>
          ${t('action.voir_tout')}
        </a>
      </header>
      <div class="panel-body">${children}</div>
    </section>
  `;
}
