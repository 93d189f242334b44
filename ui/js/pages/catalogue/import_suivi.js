import { useState } from 'preact/hooks';
import * as api from '../../api/pieces.js';
import { confirm } from '../../components/confirm.js';
import { ErrorState } from '../../components/error_state.js';
import { Icon } from '../../components/icon.js';
import { ImportErrors } from '../../components/import_errors.js';
import { ImportLines } from '../../components/import_lines.js';
import { ImportBadge, ImportProgress, ImportSteps } from '../../components/import_progress.js';
import { PageHeader } from '../../components/page_header.js';
import { SkeletonPage } from '../../components/skeleton.js';
import { ActButton } from '../../components/submit_button.js';
import { count } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { isRunning, mayApply, mayCancel, wasApplied } from '../../import_states.js';
import { useEvery, useResource } from '../../resource.js';
import { notify, reportError } from '../../toasts.js';

const SECONDS = 1;

/** An import: what it would change and every error, then its application as it goes. */
export default function ImportSuivi({ id }) {
  const resource = useResource((signal) => api.readImport(id, signal), [id]);
  const { data: found, error, reload } = resource;
  const [busy, setBusy] = useState(false);
  useEvery(SECONDS, () => found && isRunning(found) && reload());
  if (error && !found)
    return html`
      <div class="card">
        <${ErrorState} error=${error} onRetry=${reload} />
      </div>
    `;
  if (!found) return html`<${SkeletonPage} />`;

  async function run(work) {
    setBusy(true);
    try {
      resource.set(await work());
    } catch (failure) {
      reportError(failure);
      reload();
    } finally {
      setBusy(false);
    }
  }
  async function apply() {
    const ignores = found.en_erreur > 0;
    const sure =
      !ignores ||
      (await confirm({
        title: t('import.ignorer_titre'),
        text: t('import.ignorer_texte', { n: found.en_erreur }),
        yes: t('import.appliquer'),
      }));
    if (sure) await run(() => api.applyImport(id, ignores ? { ignorer_erreurs: true } : {}));
  }
  async function cancel() {
    await run(() => api.cancelImport(id));
    notify(t('import.annule'), { kind: 'info' });
  }
  const changes = found.a_creer + found.a_modifier;
  return html`
    <${PageHeader}
      title=${found.fichier}
      badge=${html`<${ImportBadge} etat=${found.etat} />`}
      back=${{ href: '#/pieces/import', label: t('import.titre') }}>
      ${mayCancel(found) && html`
        <${ActButton} class="btn-ghost-danger" icon="circle-x" busy=${busy} onClick=${cancel}>${t('import.annuler')}<//>
      `}
      ${mayApply(found) && html`
        <${ActButton} class="btn-primary" icon="player-play" busy=${busy} onClick=${apply}>
          ${t('import.appliquer_n', { n: changes, nombre: count(changes) })}
        <//>
      `}
      ${found.etat === 'termine' && html`
        <a class="btn btn-primary" href="#/pieces?ordering=-modifie_le">
          <${Icon} name="package" size=${18} />
          ${t('import.voir_catalogue')}
        </a>
      `}
    <//>
    <${ImportSteps} found=${found} />
    <${ImportProgress} found=${found} />
    <${Figures} found=${found} />
    ${found.categories_a_creer?.length > 0 && html`
      <div class="alert alert-info">
        <${Icon} name="category" />
        <span>${t(wasApplied(found) ? 'import.categories_creees' : 'import.categories_a_creer', { liste: found.categories_a_creer.join(', ') })}</span>
      </div>
    `}
    ${found.erreurs?.length > 0 && html`<${ImportErrors} found=${found} />`}
    ${found.etat !== 'illisible' && !isRunning(found) && html`<${ImportLines} key=${found.etat} id=${id} done=${wasApplied(found)} />`}
  `;
}

function Figures({ found }) {
  const done = wasApplied(found);
  // lines in error that were left out, and those whose application failed: none of them is in the catalogue
  const shown = { ...found, non_importees: found.en_erreur + found.echouees };
  const figures = done
    ? ['creees', 'modifiees', 'inchangees', 'non_importees']
    : ['a_creer', 'a_modifier', 'inchangees', 'en_erreur'];
  return html`
    <section class="card balance" aria-label=${t('import.bilan')}>
      ${figures.map((name) => html`
        <div key=${name} class=${['en_erreur', 'non_importees'].includes(name) && shown[name] ? 'is-late' : ''}>
          <span>${t(`import.${name}`)}</span>
          <strong>${count(shown[name])}</strong>
        </div>
      `)}
      <div class="balance-main">
        <span>${t('import.lignes')}</span>
        <strong>${count(found.lignes)}</strong>
      </div>
    </section>
  `;
}
