import * as api from '../../api/journal.js';
import { Clipped } from '../../components/clipped.js';
import { DataTable } from '../../components/data_table.js';
import { DateRange } from '../../components/date_range.js';
import { EmptyState } from '../../components/empty_state.js';
import { FilterChips } from '../../components/filter_chips.js';
import { FilterSelect, FilterTabs } from '../../components/filter_select.js';
import { GatewayNav } from '../../components/gateway_nav.js';
import { PageHeader } from '../../components/page_header.js';
import { CursorPager } from '../../components/pager.js';
import { PhoneFold } from '../../components/phone_fold.js';
import { TextFilter } from '../../components/text_filter.js';
import { millisecondsText } from '../../duration.js';
import { html } from '../../html.js';
import { dateTime } from '../../format.js';
import { t } from '../../i18n.js';
import { useCursorList } from '../../liste.js';
import { useResource } from '../../resource.js';
import { statusTone } from '../../status_tone.js';

const FILTERS = ['service_source', 'service_cible', 'echec', 'chemin', 'duree_min', 'request_id', 'depuis', 'jusqua'];
const address = ({ request_id: id }) => `/services/requetes/${encodeURIComponent(id)}`;

const columns = () => [
  { label: t('champ.date'), cell: (row) => html`<time class="cell-line">${dateTime(row.appele_le)}</time>` },
  {
    label: t('appels.appel'),
    title: true,
    cell: (row) => html`
      <a class="row-link" href=${`#${address(row)}`}><code class="method">${row.methode}</code> ${row.chemin}</a>
      <small class="cell-note">${row.service_source} → ${row.service_cible}</small>
    `,
  },
  {
    label: t('appels.statut'),
    cell: ({ statut }) => html`<span class=${`status-badge status-${statusTone(statut)}`}><i aria-hidden="true"></i>${statut || t('appels.sans_reponse')}</span>`,
  },
  { label: t('appels.duree'), class: 'num', cell: (row) => millisecondsText(row.duree_ms) },
  { label: t('journal.requete'), cell: (row) => html`<code><${Clipped} text=${row.request_id} /></code>` },
];

/** The calls between services, newest first; a line leads to the whole path of its request. */
export default function Appels() {
  const list = useCursorList(api.listCalls);
  const names = (useResource(api.listServices).data?.results ?? []).map(({ nom }) => ({ value: nom, label: nom }));
  return html`
    <${PageHeader} title=${t('nav.appels')} text=${t('appels.intro')} />
    <${GatewayNav} />
    <div class="card list-card">
      <div class="list-tools">
        <${PhoneFold} names=${FILTERS}>
        <${FilterSelect} name="service_source" label=${t('appels.source')} all=${t('appels.toutes_sources')} options=${names} />
        <${FilterSelect} name="service_cible" label=${t('appels.cible')} all=${t('appels.toutes_cibles')} options=${names} />
        <${FilterTabs}
          name="echec"
          label=${t('appels.statut')}
          options=${[
            { value: '', label: t('filtre.tout') },
            { value: 'true', label: t('appels.echecs') },
          ]}
        />
        <${TextFilter} name="chemin" label=${t('appels.chemin')} />
        <${TextFilter} name="duree_min" label=${t('appels.duree_min')} inputmode="numeric" />
        <${TextFilter} name="request_id" label=${t('journal.requete')} />
        <${DateRange} />
        <//>
      </div>
      <${FilterChips} names=${{ chemin: t('appels.chemin'), request_id: t('journal.requete'), duree_min: t('appels.duree_min') }} />
      <${DataTable}
        caption=${t('nav.appels')}
        columns=${columns()}
        ...${list}
        link=${address}
        empty=${html`<${EmptyState} icon="arrows-left-right" title=${t('liste.rien')} text=${t('appels.vide')} />`}
      />
      <${CursorPager} ...${list} />
    </div>
  `;
}
