import { useState } from 'preact/hooks';
import * as api from '../../api/stock.js';
import { EmptyState } from '../../components/empty_state.js';
import { ErrorState } from '../../components/error_state.js';
import { ExportMenu } from '../../components/export_menu.js';
import { FilterSelect, FilterTabs } from '../../components/filter_select.js';
import { PageHeader } from '../../components/page_header.js';
import { Pager } from '../../components/pager.js';
import { ProposalRow } from '../../components/reorder_row.js';
import { SearchInput } from '../../components/search_input.js';
import { SelectBar } from '../../components/select_bar.js';
import { Skeleton } from '../../components/skeleton.js';
import { ActButton } from '../../components/submit_button.js';
import { money } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { RequestKey } from '../../idempotency.js';
import { useList } from '../../liste.js';
import { amountOf, toLignes } from '../../order_proposals.js';
import { go } from '../../router.js';
import { can } from '../../session.js';
import { notify, reportError } from '../../toasts.js';

const URGENCIES = ['', 'rupture', 'bas', 'a_prevoir'];
const key = new RequestKey();

/** What to buy now, and why: chosen, changed if need be, and made into a draft purchase for each supplier. */
export default function Reapprovisionnement() {
  const list = useList(api.proposals);
  const [chosen, setChosen] = useState({});
  const [busy, setBusy] = useState(false);
  const manages = can('stock.gerer');
  const picked = Object.values(chosen);
  const choose = (row) =>
    setChosen(({ [row.piece_id]: known, ...others }) => (known ? others : { ...others, [row.piece_id]: { row, ...known } }));
  const change = (row, fields) => setChosen((now) => ({ ...now, [row.piece_id]: { ...now[row.piece_id], row, ...fields } }));
  const orderable = list.rows?.filter((row) => row.fournisseur_id) ?? [];

  async function order() {
    setBusy(true);
    try {
      const { commandes } = await api.orderProposals({ lignes: toLignes(picked) }, key.value);
      key.settled();
      setChosen({});
      notify(t('reappro.commandes_faites', { n: commandes.length, liste: commandes.map(({ reference }) => reference).join(', ') }));
      go(commandes.length === 1 ? `/commandes/${commandes[0].commande_id}` : '/achats?etat=brouillon');
    } catch (error) {
      key.settled(error);
      reportError(error);
    } finally {
      setBusy(false);
    }
  }
  const { page, ordering, ...filters } = list.filters;
  return html`
    <${PageHeader} title=${t('nav.reappro')} text=${t('reappro.intro')}>
      <${ExportMenu} load=${api.exportProposals} query=${filters} />
      ${manages && orderable.length > 0 && html`
        <${ActButton}
          icon="list-check"
          onClick=${() => setChosen(Object.fromEntries(orderable.map((row) => [row.piece_id, chosen[row.piece_id] ?? { row }])))}>
          ${t('reappro.tout_choisir')}
        <//>
      `}
    <//>
    <div class="card list-card">
      <div class="list-tools">
        <${SearchInput} label=${t('piece.rechercher')} />
        <${FilterTabs}
          name="urgence"
          label=${t('reappro.urgence')}
          options=${URGENCIES.map((value) => ({ value, label: t(value ? `reappro.urgence.${value}` : 'filtre.tout') }))}
        />
        <${FilterSelect}
          name="jours"
          label=${t('reappro.jours')}
          all=${t('reappro.jours_defaut')}
          options=${['30', '60', '180', '365'].map((value) => ({ value, label: t('rapport.jours', { n: value }) }))}
        />
      </div>
      <${SelectBar} count=${picked.length} onClear=${() => setChosen({})}>
        <span>${t('reappro.total', { montant: money(amountOf(picked)) })}</span>
        <${ActButton} class="btn-primary btn-sm" icon="truck" busy=${busy} onClick=${order}>${t('reappro.commander')}<//>
      <//>
      ${list.error && !list.rows && html`<${ErrorState} error=${list.error} onRetry=${list.reload} />`}
      ${!list.rows && !list.error && html`
        <div class="card-body">
          <${Skeleton} lines=${8} />
        </div>
      `}
      ${list.rows?.length === 0 && html`
        <${EmptyState} icon="circle-check" title=${t('reappro.rien')} text=${t('reappro.rien_texte')} />
      `}
      <ul class="proposals">
        ${list.rows?.map((row) => html`
          <${ProposalRow}
            key=${row.piece_id}
            row=${row}
            choice=${chosen[row.piece_id]}
            onChoose=${manages && (() => choose(row))}
            onChange=${(fields) => change(row, fields)}
          />
        `)}
      </ul>
      <${Pager} ...${list} />
    </div>
  `;
}
