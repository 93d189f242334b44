import * as api from '../../api/pieces.js';
import { DataTable } from '../../components/data_table.js';
import { DownloadButton } from '../../components/download_button.js';
import { EmptyState } from '../../components/empty_state.js';
import { FileDrop } from '../../components/file_drop.js';
import { FormFailure } from '../../components/form_failure.js';
import { ImportBadge, ImportSteps } from '../../components/import_progress.js';
import { Switch } from '../../components/inputs.js';
import { PageHeader } from '../../components/page_header.js';
import { SubmitButton } from '../../components/submit_button.js';
import { useForm } from '../../form.js';
import { count, dateTime } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useResource } from '../../resource.js';
import { go } from '../../router.js';

const columns = () => [
  {
    label: t('import.fichier'),
    title: true,
    cell: (row) => html`
      <a class="row-link" href=${`#/pieces/import/${row.id}`}>
        ${row.fichier}
      </a>
    `,
  },
  { label: t('champ.etat'), cell: (row) => html`<${ImportBadge} etat=${row.etat} />` },
  { label: t('import.lignes'), class: 'num', cell: (row) => count(row.lignes) },
  { label: t('import.creees'), class: 'num', cell: (row) => count(row.creees) },
  { label: t('import.modifiees'), class: 'num', cell: (row) => count(row.modifiees) },
  { label: t('champ.auteur'), cell: (row) => row.par || '–' },
  { label: t('champ.date'), cell: (row) => html`<span class="cell-line">${dateTime(row.cree_le)}</span>` },
];

/** First step of an import: the file. The next one shows what it would change, before anything does. */
export default function Import() {
  const list = useResource((signal) => api.listImports({ page_size: 10 }, signal));
  function send({ fichier, creer_categories: creates }, key) {
    const body = new FormData();
    if (fichier) body.append('fichier', fichier);
    body.append('mode', 'preview');
    body.append('creer_categories', String(creates));
    return api.startImport(body, key);
  }
  const form = useForm({ fichier: null, creer_categories: true }, send, ({ id }) => go(`/pieces/import/${id}`), { quiet: true });
  return html`
    <${PageHeader}
      title=${t('import.titre')}
      text=${t('import.intro')}
      back=${{ href: '#/pieces', label: t('nav.pieces') }}>
      <${DownloadButton} load=${() => api.importTemplate('csv')} name="modele.csv">${t('import.modele_csv')}<//>
      <${DownloadButton} load=${() => api.importTemplate('xlsx')} name="modele.xlsx">${t('import.modele_xlsx')}<//>
    <//>
    <${ImportSteps} />
    <form class="card card-body import-form" onSubmit=${form.submit} novalidate>
      <${FormFailure} failure=${form.failure} />
      <${FileDrop}
        label=${t('import.deposer')}
        hint=${t('import.limites')}
        accept=".csv,.tsv,.txt,.xlsx"
        file=${form.values.fichier}
        errors=${form.errors.fichier}
        onFile=${(file) => form.set('fichier', file)}
      />
      <${Switch}
        label=${t('import.creer_categories')}
        hint=${t('import.creer_categories_aide')}
        value=${form.values.creer_categories}
        onValue=${(value) => form.set('creer_categories', value)}
      />
      <div class="form-actions">
        <${SubmitButton} busy=${form.busy} icon="eye" disabled=${form.busy || !form.values.fichier}>
          ${t('import.voir')}
        <//>
      </div>
    </form>
    <section class="card panel list-card mt-4">
      <header class="panel-header">
        <h2>${t('import.precedents')}</h2>
      </header>
      <${DataTable}
        caption=${t('import.precedents')}
        columns=${columns()}
        ...${list}
        rows=${list.data?.results}
        link=${(row) => `/pieces/import/${row.id}`}
        empty=${html`<${EmptyState} icon="file-import" title=${t('import.aucun')} />`}
      />
    </section>
  `;
}
