import { useState } from 'preact/hooks';
import * as api from '../api/commandes.js';
import { OrderBadge } from '../components/badges.js';
import { ErrorState } from '../components/error_state.js';
import { Icon } from '../components/icon.js';
import { OrderActions } from '../components/order_actions.js';
import { OrderHistory } from '../components/order_history.js';
import { ObjectTimeline } from '../components/object_timeline.js';
import { OrderInvoices } from '../components/order_invoices.js';
import { OrderLines } from '../components/order_lines.js';
import { OrderOperations } from '../components/order_operations.js';
import { OrderProgress } from '../components/order_progress.js';
import { PageHeader } from '../components/page_header.js';
import { PartnerCard } from '../components/partner_card.js';
import { SkeletonPage } from '../components/skeleton.js';
import { date, dateTime } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { actionsOf, isWaiting } from '../order_states.js';
import { takeRefusal } from '../order_refusal.js';
import { useEvery, useResource } from '../resource.js';
import { go } from '../router.js';
import { useSection } from '../section.js';
import { can } from '../session.js';
import { useShortcut } from '../shortcuts.js';

const SECONDS = 2;

/** One order: where it stands, its lines, what may be done with it next. */
export default function Commande({ id }) {
  const resource = useResource((signal) => api.read(id, signal), [id]);
  const [refusal, setRefusal] = useState(() => takeRefusal(id));
  const { data: order, error, reload } = resource;
  const edits = Boolean(order) && actionsOf(order, can).others.includes('modifier');
  useShortcut('e', 'commande.modifier', () => go(`/commandes/${id}/modifier`), edits);
  useSection(order?.type === 'achat' ? '/achats' : null);
  useEvery(SECONDS, () => order && isWaiting(order) && reload());
  if (error && !order)
    return html`
      <div class="card">
        <${ErrorState} error=${error} onRetry=${reload} />
      </div>
    `;
  if (!order) return html`<${SkeletonPage} />`;
  return html`
    <${PageHeader}
      title=${order.reference}
      badge=${html`<${OrderBadge} etat=${order.etat} />`}
      back=${order.type === 'achat' ? { href: '#/achats', label: t('nav.achats') } : { href: '#/commandes', label: t('nav.commandes') }}
      text=${[
        t(`commande.creee_le.${order.type}`, { date: dateTime(order.cree_le) }),
        order.prevu_le && t('commande.prevue_le', { date: date(order.prevu_le) }),
      ]
        .filter(Boolean)
        .join(' · ')}>
      <${OrderActions}
        order=${order}
        onOrder=${(now) => {
          setRefusal(null);
          resource.set(now);
        }}
        onRefusal=${(refused) => {
          setRefusal(refused);
          reload();
        }}
      />
    <//>
    <${OrderProgress} etat=${order.etat} type=${order.type} />
    ${isWaiting(order) && html`
      <div class="alert alert-info" role="status">
        <${Icon} name="clock" />
        ${t('commande.attend_stock')}
      </div>
    `}
    <div class="detail-grid">
      <div>
        <${OrderLines} order=${order} shortages=${(refusal?.data?.lignes ?? []).filter(({ disponible }) => disponible)} />
        <${OrderOperations} order=${order} />
      </div>
      <div>
        <${PartnerCard} order=${order} />
        <${OrderInvoices} invoices=${can('factures.lire') && order.factures} />
        ${order.notes && html`
          <section class="card panel">
            <header class="panel-header">
              <h2>${t('commande.notes')}</h2>
            </header>
            <div class="panel-body text-prewrap">${order.notes}</div>
          </section>
        `}
        <${OrderHistory} key=${order.version ?? order.etat} id=${id} />
        <${ObjectTimeline} objetId=${id} />
      </div>
    </div>
  `;
}
