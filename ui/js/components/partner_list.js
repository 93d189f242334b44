import { useState } from 'preact/hooks';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useList } from '../liste.js';
import { termsText } from '../payment_terms.js';
import { go } from '../router.js';
import { can } from '../session.js';
import { useShortcut } from '../shortcuts.js';
import { notify } from '../toasts.js';
import { Clipped } from './clipped.js';
import { DataTable } from './data_table.js';
import { EmptyState } from './empty_state.js';
import { ExportMenu } from './export_menu.js';
import { Icon } from './icon.js';
import { PageHeader } from './page_header.js';
import { Pager } from './pager.js';
import { PartnerDialog } from './partner_dialog.js';
import { SearchInput } from './search_input.js';

const columns = (path) => [
  {
    label: t('champ.nom'),
    sort: 'nom',
    title: true,
    cell: (row) => html`
      <a class="row-link" href=${`#${path}/${row.id}`}>
        ${row.nom}
      </a>
    `,
  },
  { label: t('champ.email'), cell: (row) => html`<${Clipped} text=${row.email} />` },
  { label: t('champ.telephone'), cell: (row) => html`<span class="cell-line">${row.telephone || '–'}</span>` },
  { label: t('champ.adresse'), cell: (row) => html`<${Clipped} text=${row.adresse} />` },
  { label: t('tiers.conditions'), cell: (row) => termsText(row.conditions_paiement) },
];

/** The list of customers, or of suppliers. */
export function PartnerList({ partner }) {
  const { kind, api, path, icon } = partner;
  const list = useList(api.list);
  const [creating, setCreating] = useState(false);
  const manages = can(partner.manages);
  useShortcut('n', partner.word('nouveau'), () => setCreating(true), manages);
  const add = manages && html`
    <button type="button" class="btn btn-primary" onClick=${() => setCreating(true)}>
      <${Icon} name="plus" size=${18} />
      ${t(partner.word('nouveau'))}
    </button>
  `;
  const empty = list.filters.search ? html`
    <${EmptyState} icon="search" title=${t('liste.rien')} text=${t('liste.rien_texte')} />
  ` : html`
    <${EmptyState} icon=${icon} title=${t(partner.word('aucun'))} text=${t(partner.word('aucun_texte'))} action=${add} />
  `;
  return html`
    <${PageHeader} title=${t(`nav.${kind}s`)} text=${t(partner.word('intro'))}>
      <${ExportMenu} load=${api.exportFile} query=${{ search: list.filters.search, ordering: list.filters.ordering }} />
      ${add}
    <//>
    <div class="card list-card">
      <div class="list-tools">
        <${SearchInput} label=${t(partner.word('chercher'))} />
      </div>
      <${DataTable}
        caption=${t(`nav.${kind}s`)}
        columns=${columns(path)}
        ...${list}
        empty=${empty}
        link=${(row) => `${path}/${row.id}`}
      />
      <${Pager} ...${list} />
    </div>
    ${creating && html`
      <${PartnerDialog}
        partner=${partner}
        onClose=${() => setCreating(false)}
        onSaved=${(saved) => {
          setCreating(false);
          notify(t('tiers.enregistre', saved));
          go(`${path}/${saved.id}`);
        }}
      />
    `}
  `;
}
