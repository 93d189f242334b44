import { useState } from 'preact/hooks';
import * as orders from '../api/commandes.js';
import { deleteObject } from '../deletion.js';
import { dateTime, money } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { termsText } from '../payment_terms.js';
import { useResource } from '../resource.js';
import { go } from '../router.js';
import { can } from '../session.js';
import { useShortcut } from '../shortcuts.js';
import { notify } from '../toasts.js';
import { OrderBadge } from './badges.js';
import { ClientBalance } from './client_balance.js';
import { DataTable } from './data_table.js';
import { EmptyState } from './empty_state.js';
import { ErrorState } from './error_state.js';
import { Facts } from './facts.js';
import { Icon } from './icon.js';
import { ObjectTimeline } from './object_timeline.js';
import { PageHeader } from './page_header.js';
import { PartnerDialog } from './partner_dialog.js';
import { SkeletonPage } from './skeleton.js';
import { ActButton } from './submit_button.js';

/** One customer or supplier: the card, what was ordered, what is owed. */
export function PartnerPage({ partner, id }) {
  const { kind, api, path, module, manages } = partner;
  const resource = useResource((signal) => api.read(id, signal), [id]);
  const [editing, setEditing] = useState(false);
  const { data, error, reload } = resource;
  const edits = can(manages);
  useShortcut('e', partner.word('modifier'), () => setEditing(true), edits);
  if (error && !data)
    return html`
      <div class="card">
        <${ErrorState} error=${error} onRetry=${reload} />
      </div>
    `;
  if (!data) return html`<${SkeletonPage} />`;

  async function remove() {
    const deleted = await deleteObject({
      libelle: data.nom,
      module,
      id,
      text: t('tiers.supprimer_texte'),
      remove: () => api.remove(id),
      restored: () => go(`${path}/${id}`),
    });
    if (deleted) go(path);
  }

  return html`
    <${PageHeader} title=${data.nom} back=${{ href: `#${path}`, label: t(`nav.${kind}s`) }}>
      ${edits && html`
        <${ActButton} class="btn-ghost-danger" icon="trash" onClick=${remove}>${t('action.supprimer')}<//>
        <${ActButton} icon="edit" onClick=${() => setEditing(true)}>${t('action.modifier')}<//>
      `}
      ${can('commandes.gerer') && html`
        <a class="btn btn-primary" href=${`#/commandes/nouvelle?type=${partner.orderType}&${kind}=${id}`}>
          <${Icon} name="plus" size=${18} />
          ${t(`commande.nouvelle_${partner.orderType}`)}
        </a>
      `}
    <//>
    <div class="detail-grid">
      <div>
        ${kind === 'client' && can('factures.lire') && html`<${ClientBalance} id=${id} />`}
        ${can('commandes.lire') && html`<${PartnerOrders} partner=${partner} id=${id} />`}
      </div>
      <div>
        <${Card} data=${data} kind=${kind} />
        <${ObjectTimeline} objetId=${id} />
      </div>
    </div>
    ${editing && html`
      <${PartnerDialog}
        partner=${partner}
        initial=${data}
        onClose=${() => {
          setEditing(false);
          reload();
        }}
        onSaved=${(saved) => {
          setEditing(false);
          resource.set(saved);
          notify(t('tiers.enregistre', saved));
        }}
      />
    `}
  `;
}

function Card({ data, kind }) {
  const rows = [
    [t('champ.email'), data.email && html`<a href=${`mailto:${data.email}`}>${data.email}</a>`],
    [t('champ.telephone'), data.telephone && html`<a href=${`tel:${data.telephone}`}>${data.telephone}</a>`],
    [t('champ.adresse'), data.adresse && html`<span class="text-prewrap">${data.adresse}</span>`],
    [t('tiers.siret'), data.siret && html`<code>${data.siret}</code>`],
    [t('tiers.tva'), data.tva_intracommunautaire && html`<code>${data.tva_intracommunautaire}</code>`],
    [t('tiers.conditions'), termsText(data.conditions_paiement)],
    kind === 'fournisseur' && [
      t('fournisseur.delai'),
      data.delai_jours !== null && data.delai_jours !== undefined && `${data.delai_jours} ${t('seuil.jours')}`,
    ],
  ];
  return html`<${Facts} title=${t('tiers.fiche')} rows=${rows} />`;
}

const orderColumns = () => [
  {
    label: t('commande.reference'),
    title: true,
    cell: (order) => html`
      <a class="row-link" href=${`#/commandes/${order.id}`}>
        ${order.reference}
      </a>
    `,
  },
  { label: t('champ.etat'), cell: (order) => html`<${OrderBadge} etat=${order.etat} />` },
  { label: t('commande.total_ttc'), class: 'num', cell: (order) => html`<strong>${money(order.total_ttc)}</strong>` },
  { label: t('champ.date'), cell: (order) => dateTime(order.cree_le) },
];

function PartnerOrders({ partner, id }) {
  const list = useResource(
    (signal) => orders.list({ [`${partner.kind}_id`]: id, page_size: 15, ordering: '-cree_le' }, signal),
    [id],
  );
  const all = `#${partner.orderType === 'achat' ? '/achats' : '/commandes'}?${partner.kind}_id=${id}`;
  return html`
    <section class="card panel list-card">
      <header class="panel-header">
        <h2>${t('nav.commandes')}</h2>
        ${list.data?.count > 15 && html`<a href=${all}>${t('action.voir_tout')}</a>`}
      </header>
      <${DataTable}
        caption=${t('nav.commandes')}
        columns=${orderColumns()}
        ...${list}
        rows=${list.data?.results}
        link=${(order) => `/commandes/${order.id}`}
        empty=${html`<${EmptyState} icon="shopping-cart" title=${t('commande.aucune')} />`}
      />
    </section>
  `;
}
