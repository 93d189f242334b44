import * as api from '../../api/notifications.js';
import { DataTable } from '../../components/data_table.js';
import { EmptyState } from '../../components/empty_state.js';
import { ErrorState } from '../../components/error_state.js';
import { FilterTabs } from '../../components/filter_select.js';
import { PageHeader } from '../../components/page_header.js';
import { Pager } from '../../components/pager.js';
import { SearchInput } from '../../components/search_input.js';
import { SkeletonPage } from '../../components/skeleton.js';
import { courrielText } from '../../components/why_dialog.js';
import { dateTime } from '../../format.js';
import { html } from '../../html.js';
import { language, t, tMaybe } from '../../i18n.js';
import { useList } from '../../liste.js';
import { roleText } from '../../permission_groups.js';
import { useResource } from '../../resource.js';

const columns = () => [
  { label: t('utilisateur.utilisateur'), title: true, cell: (row) => html`<strong>${row.prenom} ${row.nom}</strong><small class="cell-note">${row.email}</small>` },
  { label: t('utilisateur.role'), cell: ({ role }) => html`<span class="role-badge">${roleText(role)}</span>` },
  {
    label: t('pourquoi.recu'),
    cell: ({ recu }) => html`<span class=${`status-badge status-${recu ? 'green' : 'secondary'}`}><i aria-hidden="true"></i>${t(recu ? 'oui' : 'non')}</span>`,
  },
  { label: t('pourquoi.raison'), cell: ({ phrase }) => phrase[language.value] },
  { label: t('pourquoi.courriel'), cell: courrielText },
  { label: t('pourquoi.lue'), cell: ({ lue_le: read }) => (read ? dateTime(read) : '–') },
];

/** Who got one notification, who did not, and why. */
export default function Envoyee({ id }) {
  const { data: told, error, reload } = useResource((signal) => api.readTold(id, signal), [id]);
  const list = useList((query, signal) => api.whoGot(id, query, signal));
  if (error && !told) return html`<div class="card"><${ErrorState} error=${error} onRetry=${reload} /></div>`;
  if (!told) return html`<${SkeletonPage} />`;
  const origin = tMaybe(`evenement.${told.origine}`, {}, told.origine);
  return html`
    <${PageHeader}
      title=${told.titre}
      text=${[told.message, origin, dateTime(told.cree_le)].filter(Boolean).join(' · ')}
      back=${{ href: '#/notifications/envoyees', label: t('nav.evenements') }}
    />
    ${told.permission && html`<p class="text-secondary">${t('pourquoi.permission_texte', told)}</p>`}
    <div class="card list-card">
      <div class="list-tools">
        <${SearchInput} label=${t('utilisateur.rechercher')} />
        <${FilterTabs}
          name="recu"
          label=${t('pourquoi.recu')}
          options=${[
            { value: '', label: t('filtre.tout') },
            { value: 'true', label: t('pourquoi.recu') },
            { value: 'false', label: t('pourquoi.pas_recu') },
          ]}
        />
      </div>
      <${DataTable}
        caption=${told.titre}
        columns=${columns()}
        ...${list}
        rows=${list.rows?.map((row) => ({ ...row, id: row.user_id }))}
        empty=${html`<${EmptyState} icon="users" title=${t('liste.rien')} text=${t('liste.rien_texte')} />`}
      />
      <${Pager} ...${list} />
    </div>
  `;
}
