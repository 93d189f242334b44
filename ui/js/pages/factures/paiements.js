import * as api from '../../api/factures.js';
import { PaymentBadge } from '../../components/badges.js';
import { DataTable } from '../../components/data_table.js';
import { DateRange } from '../../components/date_range.js';
import { EmptyState } from '../../components/empty_state.js';
import { ExportMenu } from '../../components/export_menu.js';
import { FilterSelect } from '../../components/filter_select.js';
import { paymentText } from '../../components/invoice_payments.js';
import { PageHeader } from '../../components/page_header.js';
import { Pager } from '../../components/pager.js';
import { SearchInput } from '../../components/search_input.js';
import { dateTime, money } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useList } from '../../liste.js';

const columns = () => [
  {
    label: t('facture.numero'),
    title: true,
    cell: (row) => html`
      <a class="row-link" href=${`#/factures/${row.facture_id}`}>
        ${row.facture_numero}
      </a>
      <small class="cell-note">${row.client?.nom}</small>
    `,
  },
  { label: t('paiement.moyen'), cell: paymentText },
  { label: t('champ.etat'), cell: (row) => html`<${PaymentBadge} etat=${row.etat} />` },
  {
    label: t('paiement.montant'),
    sort: 'montant',
    class: 'num',
    cell: (row) => html`
      <strong>${money(row.montant)}</strong>
      ${Number(row.montant_rembourse) > 0 && html`
        <small class="cell-note">${t('paiement.dont_rembourse', { montant: money(row.montant_rembourse) })}</small>
      `}
    `,
  },
  { label: t('champ.date'), sort: 'cree_le', cell: (row) => html`<span class="cell-line">${dateTime(row.cree_le)}</span>` },
];

const choices = (name, values) => values.map((value) => ({ value, label: t(`paiement.${name}.${value}`) }));

export default function Paiements() {
  const list = useList(api.listPayments);
  const { page, ordering, ...filters } = list.filters;
  return html`
    <${PageHeader} title=${t('nav.paiements')} text=${t('paiement.intro')}>
      <${ExportMenu} load=${api.exportPayments} query=${{ ...filters, ordering }} />
    <//>
    <div class="card list-card">
      <div class="list-tools">
        <${SearchInput} label=${t('facture.rechercher')} />
        <${FilterSelect}
          name="moyen"
          label=${t('paiement.moyen')}
          all=${t('paiement.tous_moyens')}
          options=${choices('moyen', ['carte', 'virement', 'especes', 'cheque'])}
        />
        <${FilterSelect}
          name="etat"
          label=${t('champ.etat')}
          all=${t('filtre.tous_etats')}
          options=${choices('etat', ['accepte', 'en_attente', 'refuse'])}
        />
        <${DateRange} />
      </div>
      <${DataTable}
        caption=${t('nav.paiements')}
        columns=${columns()}
        ...${list}
        link=${(row) => `/factures/${row.facture_id}`}
        empty=${html`<${EmptyState} icon="cash" title=${t('paiement.aucun')} text=${t('paiement.aucun_texte')} />`}
      />
      <${Pager} ...${list} />
    </div>
  `;
}
