import { useState } from 'preact/hooks';
import * as api from '../../api/pieces.js';
import { EmptyState } from '../../components/empty_state.js';
import { Icon } from '../../components/icon.js';
import { NumberInput, Select, Switch } from '../../components/inputs.js';
import { LabelPreview } from '../../components/label_preview.js';
import { PageHeader } from '../../components/page_header.js';
import { PiecePicker } from '../../components/piece_picker.js';
import { SheetMap } from '../../components/sheet_map.js';
import { Skeleton } from '../../components/skeleton.js';
import { SubmitButton } from '../../components/submit_button.js';
import { useForm } from '../../form.js';
import { html } from '../../html.js';
import { language, t } from '../../i18n.js';
import { openFile } from '../../open_file.js';
import { useResource } from '../../resource.js';
import { location, setQuery } from '../../router.js';
import { local } from '../../storage.js';

const SHEET = 'gds.planche';
const ids = () => (location.value.query.ids ?? '').split(',').filter(Boolean);

/** A sheet of labels for some parts (?ids=): which sheet, how many of each, from which label on. */
export default function Etiquettes() {
  const chosen = ids();
  const pieces = useResource(
    (signal) => (chosen.length ? api.list({ ids: chosen.join(','), page_size: 200 }, signal) : Promise.resolve({ results: [] })),
    [chosen.join(',')],
  );
  const sheets = useResource(api.labelSheets);
  const [round, setRound] = useState(0);
  const form = useForm(
    { modele: local.get(SHEET) ?? 'a4-24', exemplaires: '1', depart: '1', prix: true },
    (values) => openFile(() => api.labels({ ...values, ids: chosen.join(',') })),
    () => local.set(SHEET, form.values.modele),
    { passing: true },
  );
  const sheet = sheets.data?.results.find(({ code }) => code === form.values.modele);
  const rows = pieces.data?.results ?? [];
  const change = (next) => setQuery({ ids: next.join(',') });
  const total = rows.length * (Number.parseInt(form.values.exemplaires, 10) || 0);
  const start = Number.parseInt(form.values.depart, 10) || 1;
  return html`
    <${PageHeader}
      title=${t('etiquette.planche')}
      text=${t('etiquette.intro')}
      back=${{ href: '#/pieces', label: t('nav.pieces') }}
    />
    <div class="detail-grid">
      <section class="card panel">
        <header class="panel-header">
          <h2>${t('nav.pieces')}</h2>
        </header>
        <div class="panel-body">
          <${PiecePicker}
            key=${round}
            compact
            chosen=${null}
            onChoose=${({ id }) => {
              change([...new Set([...chosen, id])]);
              setRound(round + 1);
            }}
          />
        </div>
        ${pieces.loading && !pieces.data && html`
          <div class="card-body">
            <${Skeleton} />
          </div>
        `}
        ${!chosen.length && html`
          <${EmptyState} icon="tag" title=${t('etiquette.aucune')} text=${t('etiquette.aucune_texte')} />
        `}
        <ul class="link-rows">
          ${rows.map((piece) => html`
            <li key=${piece.id}>
              <div class="link-row">
                <span>
                  <strong>${piece.nom}</strong>
                  <small>
                    <code>${piece.reference}</code>
                  </small>
                </span>
                <button
                  type="button"
                  class="icon-button icon-button-sm"
                  aria-label=${t('etiquette.enlever', { nom: piece.nom })}
                  onClick=${() => change(chosen.filter((id) => id !== piece.id))}>
                  <${Icon} name="x" size=${16} />
                </button>
              </div>
            </li>
          `)}
        </ul>
      </section>
      <form class="card panel" onSubmit=${form.submit} novalidate>
        <header class="panel-header">
          <h2>${t('etiquette.mise_en_page')}</h2>
        </header>
        <div class="panel-body">
          ${rows.length > 0 && html`
            <div class="label-sheet">
              <${LabelPreview} piece=${rows[0]} query=${{ modele: form.values.modele, prix: form.values.prix }} />
            </div>
          `}
          <${Select}
            label=${t('etiquette.modele')}
            options=${(sheets.data?.results ?? []).map((one) => ({
              value: one.code,
              label: language.value === 'en' ? one.nom_en : one.nom,
            }))}
            ...${form.bind('modele')}
          />
          <div class="form-grid">
            <${NumberInput} label=${t('etiquette.exemplaires')} inputmode="numeric" ...${form.bind('exemplaires')} />
            ${sheet?.par_page > 1 && html`
              <${NumberInput}
                label=${t('etiquette.depart')}
                hint=${t('etiquette.depart_aide', { n: sheet.par_page })}
                inputmode="numeric"
                ...${form.bind('depart')}
              />
            `}
          </div>
          ${sheet?.par_page > 1 && html`
            <${SheetMap}
              sheet=${sheet}
              start=${start}
              total=${total}
              onStart=${(value) => form.set('depart', String(value))}
            />
          `}
          <${Switch} label=${t('etiquette.avec_prix')} value=${form.values.prix} onValue=${(value) => form.set('prix', value)} />
          <div class="form-actions">
            <${SubmitButton} busy=${form.busy} icon="printer" disabled=${form.busy || !rows.length}>
              ${t('etiquette.imprimer_n', { n: total })}
            <//>
          </div>
        </div>
      </form>
    </div>
  `;
}
