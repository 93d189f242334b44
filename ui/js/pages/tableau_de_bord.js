import * as api from '../api/stock.js';
import { ErrorState } from '../components/error_state.js';
import { AlertList } from '../components/alert_list.js';
import { Icon } from '../components/icon.js';
import { MovementChart } from '../components/movement_chart.js';
import { MovementFeed } from '../components/movement_feed.js';
import { OrderCounts } from '../components/order_counts.js';
import { PageHeader } from '../components/page_header.js';
import { Skeleton } from '../components/skeleton.js';
import { StockFigures } from '../components/stock_figures.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useEvery, useResource } from '../resource.js';
import { go } from '../router.js';
import { can, user } from '../session.js';
import { useShortcut } from '../shortcuts.js';

const SECONDS = 30;

/** The first screen: what there is, what is missing, what moved. */
export default function TableauDeBord() {
  const board = useResource(can('stock.lire') ? api.dashboard : null);
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
    ${can('stock.lire') && html`<${Board} ...${board} />`}
    ${!can('stock.lire') && can('commandes.lire') && html`<${OrderCounts} />`}
  `;
}

function Board({ data, error, reload }) {
  if (error && !data)
    return html`
      <div class="card">
        <${ErrorState} error=${error} onRetry=${reload} />
      </div>
    `;
  const waiting = html`<${Skeleton} lines=${5} />`;
  return html`
    <${StockFigures} board=${data} />
    <div class="dashboard-grid">
      <${Panel} title=${t('tableau.mouvements_30j')} href="#/stock/mouvements" wide>
        ${data ? html`<${MovementChart} days=${data.mouvements_par_jour} />` : waiting}
      <//>
      ${can('commandes.lire') && html`<${OrderCounts} />`}
      <${Panel} title=${t('tableau.derniers')} href="#/stock/mouvements" wide>
        ${data ? html`<${MovementFeed} movements=${data.derniers_mouvements} />` : waiting}
      <//>
      <${Panel} title=${t('tableau.alertes')} href="#/stock?etat=bas">
        ${data ? html`<${AlertList} alerts=${data.alertes} />` : waiting}
      <//>
    </div>
  `;
}

function Panel({ title, href, wide, children }) {
  return html`
    <section class=${`card panel ${wide ? 'panel-wide' : ''}`}>
      <header class="panel-header">
        <h2>${title}</h2>
        <a href=${href} aria-label=${`${t('action.voir_tout')} : ${title}`}>
          ${t('action.voir_tout')}
        </a>
      </header>
      <div class="panel-body">${children}</div>
    </section>
  `;
}
