import { useState } from 'preact/hooks';
import * as api from '../api/stock.js';
import { money, quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { PAGE_SIZE } from '../liste.js';
import { ownCount } from '../own_count.js';
import { useResource } from '../resource.js';
import { ChoiceTabs } from './choice_tabs.js';
import { DataTable } from './data_table.js';
import { EmptyState } from './empty_state.js';
import { Pager } from './pager.js';

const signed = (amount) => (amount === null ? '–' : `${Number(amount) > 0 ? '+' : ''}${quantity(amount)}`);
const toneOf = (amount) => (Number(amount) > 0 ? 'is-more' : Number(amount) < 0 ? 'is-late' : '');

// while a blind session is open the API keeps back what is retained: everybody sees what they counted themselves
const counted = (row) => row.retenu ?? ownCount(row)?.quantite;

const columns = () => [
  {
    label: t('piece.piece'),
    title: true,
    cell: (row) => html`
      <a class="row-link" href=${`#/pieces/${row.piece_id}`}>
        ${row.piece.nom}
      </a>
      <small class="cell-note">
        <code>${row.piece.reference}</code>
        ${row.trouvee && ` · ${t('inventaire.est_trouvee')}`}
      </small>
    `,
  },
  { label: t('emplacement.emplacement'), cell: (row) => html`<code>${row.emplacement.code}</code>` },
  { label: t('inventaire.prevu'), class: 'num', cell: (row) => quantity(row.attendu) },
  {
    label: t('inventaire.compte_titre'),
    class: 'num',
    cell: (row) => html`
      <strong>${quantity(counted(row))}</strong>
      ${row.etat === 'divergente' && html`
        <small class="cell-note is-late">
          ${row.comptages.map((one) => `${one.user_email.split('@')[0]} : ${quantity(one.quantite)}`).join(' · ')}
        </small>
      `}
    `,
  },
  { label: t('inventaire.ecart'), class: 'num', cell: (row) => html`<strong class=${toneOf(row.ecart)}>${signed(row.ecart)}</strong>` },
  { label: t('stock.valeur'), class: 'num', cell: (row) => html`<span class=${toneOf(row.valeur_ecart)}>${money(row.valeur_ecart)}</span>` },
];

/** The lines of a session: what was expected, what was counted, what differs. */
export function CountReview({ session }) {
  const sees = session.ecarts !== null;
  const states = ['', ...(sees ? ['ecart'] : []), 'divergente', 'a_compter', 'comptee'];
  const [state, setState] = useState(sees ? 'ecart' : '');
  const [page, setPage] = useState(1);
  const list = useResource(
    (signal) => api.countLines(session.id, { etat: state, page, page_size: PAGE_SIZE }, signal),
    [session.id, state, page],
  );
  const choose = (value) => {
    setPage(1);
    setState(value);
  };
  return html`
    <section class="card list-card">
      ${!sees && html`<p class="list-note">${t('inventaire.aveugle_revue')}</p>`}
      <div class="list-tools">
        <${ChoiceTabs}
          label=${t('champ.etat')}
          value=${state}
          onValue=${choose}
          options=${states.map((value) => ({ value, label: t(value ? `inventaire.ligne.${value}` : 'filtre.tout') }))}
        />
      </div>
      <${DataTable}
        caption=${t('inventaire.revue')}
        columns=${columns()}
        ...${list}
        rows=${list.data?.results}
        empty=${html`<${EmptyState} icon="circle-check" title=${t(state === 'ecart' ? 'inventaire.aucun_ecart' : 'liste.rien')} />`}
      />
      <${Pager}
        total=${list.data?.count}
        page=${page}
        pages=${Math.max(1, Math.ceil((list.data?.count ?? 0) / PAGE_SIZE))}
        setPage=${setPage}
      />
    </section>
  `;
}
