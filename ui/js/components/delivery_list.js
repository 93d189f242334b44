import { useState } from 'preact/hooks';
import * as api from '../api/webhooks.js';
import { ago, dateTime } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useList } from '../liste.js';
import { useEvery } from '../resource.js';
import { notify, reportError } from '../toasts.js';
import { eventText } from '../webhook_events.js';
import { DataTable } from './data_table.js';
import { DeliveryDialog } from './delivery_dialog.js';
import { EmptyState } from './empty_state.js';
import { FilterTabs } from './filter_select.js';
import { Icon } from './icon.js';
import { Pager } from './pager.js';
import { DeliveryBadge } from './webhook_badge.js';
import { outcomeText } from '../delivery_outcome.js';

const SECONDS = 3;
const STATES = ['', 'en_attente', 'reussie', 'abandonnee'];

const columns = (known, open, replay) => [
  {
    label: t('webhook.evenement'),
    title: true,
    cell: (row) => html`<button type="button" class="row-link cell-link" onClick=${() => open(row)}>${eventText(row.evenement, known)}</button>`,
  },
  { label: t('champ.etat'), cell: (row) => html`<${DeliveryBadge} etat=${row.etat} />` },
  { label: t('livraison.reponse'), cell: ({ derniere_tentative: last }) => outcomeText(last) },
  { label: t('livraison.essais'), cell: (row) => (row.prochain_essai_le && row.essais ? t('livraison.prochain', { n: row.essais, date: dateTime(row.prochain_essai_le) }) : row.essais) },
  { label: t('champ.date'), cell: (row) => html`<time title=${dateTime(row.cree_le)}>${ago(row.cree_le)}</time>` },
  {
    label: t('champ.actions'),
    hidden: true,
    class: 'row-actions',
    cell: (row) => row.etat !== 'en_attente' && html`
      <button type="button" class="btn btn-sm" onClick=${() => replay(row)}><${Icon} name="refresh" size=${16} />${t('livraison.rejouer')}</button>
    `,
  },
];

/** The deliveries of a webhook; read again while one is on its way. */
export function DeliveryList({ webhook, known }) {
  const list = useList((query, signal) => api.deliveries(webhook.id, query, signal));
  const [shown, setShown] = useState(null);
  useEvery(SECONDS, () => list.rows?.some(({ etat }) => etat === 'en_attente') && list.reload());
  async function replay(row) {
    try {
      await api.replay(row.id);
      notify(t('livraison.rejouee'), { kind: 'info' });
      list.reload();
    } catch (error) {
      reportError(error);
    }
  }
  return html`
    <section class="card list-card">
      <div class="list-tools">
        <h2 class="me-auto">${t('livraison.titre')}</h2>
        <${FilterTabs} name="etat" label=${t('champ.etat')} options=${STATES.map((value) => ({ value, label: t(value ? `livraison.etat.${value}` : 'filtre.tout') }))} />
      </div>
      <${DataTable}
        caption=${t('livraison.titre')}
        columns=${columns(known, setShown, replay)}
        ...${list}
        empty=${html`<${EmptyState} icon="send" title=${t('livraison.aucune')} text=${t('livraison.aucune_texte')} />`}
      />
      <${Pager} ...${list} />
    </section>
    ${shown && html`<${DeliveryDialog} id=${shown.id} known=${known} onClose=${() => setShown(null)} />`}
  `;
}
