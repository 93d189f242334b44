import { useRef, useState } from 'preact/hooks';
import * as api from '../../api/stock.js';
import { CountBadge } from '../../components/badges.js';
import { confirm } from '../../components/confirm.js';
import { CountApproval } from '../../components/count_approval.js';
import { CountEntry } from '../../components/count_entry.js';
import { CountReview } from '../../components/count_review.js';
import { DownloadButton } from '../../components/download_button.js';
import { ErrorState } from '../../components/error_state.js';
import { ObjectTimeline } from '../../components/object_timeline.js';
import { PageHeader } from '../../components/page_header.js';
import { SkeletonPage } from '../../components/skeleton.js';
import { ActButton } from '../../components/submit_button.js';
import { currentTab, Tabs } from '../../components/tabs.js';
import { count, dateTime, money } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useResource } from '../../resource.js';
import { can } from '../../session.js';
import { notify, reportError } from '../../toasts.js';

/** One count session: counted here, on a phone or with a scanner; then the differences, and their posting. */
export default function Inventaire({ id }) {
  const resource = useResource((signal) => api.readCount(id, signal), [id]);
  const { data: session, error, reload } = resource;
  const [approving, setApproving] = useState(false);
  const counting = useRef(false);
  if (error && !session)
    return html`
      <div class="card">
        <${ErrorState} error=${error} onRetry=${reload} />
      </div>
    `;
  if (!session) return html`<${SkeletonPage} />`;
  const open = session.etat === 'en_cours';
  const counts = open && can('stock.inventorier');

  async function cancel() {
    const sure = await confirm({
      danger: true,
      title: t('inventaire.annuler_titre', session),
      text: t('inventaire.annuler_texte'),
      yes: t('inventaire.annuler'),
    });
    if (!sure) return;
    try {
      resource.set(await api.cancelCount(id));
      notify(t('inventaire.est_annule'));
    } catch (failure) {
      reportError(failure);
    }
  }
  const tabs = [
    counts && { id: 'comptage', label: t('inventaire.compter') },
    { id: 'ecarts', label: t('inventaire.revue') },
    can('logs.lire') && { id: 'historique', label: t('journal.historique_objet') },
  ].filter(Boolean);
  const tab = currentTab(tabs);
  // once opened it stays, out of sight: a look at the differences does not lose what is typed
  if (counts && tab === 'comptage') counting.current = true;
  return html`
    <${PageHeader}
      title=${session.nom}
      badge=${html`<${CountBadge} etat=${session.etat} />`}
      back=${{ href: '#/stock/inventaires', label: t('nav.inventaires') }}
      text=${[
        session.reference,
        session.aveugle && t('inventaire.aveugle'),
        session.valide_par && t('inventaire.valide_par', { email: session.valide_par.email, date: dateTime(session.valide_le) }),
      ]
        .filter(Boolean)
        .join(' · ')}>
      <${DownloadButton} load=${() => api.countSheet(id, { format: 'xlsx' })} name=${`${session.reference}.xlsx`}>
        ${t('inventaire.feuille')}
      <//>
      ${counts && html`
        <${ActButton} class="btn-ghost-danger" icon="circle-x" onClick=${cancel}>${t('inventaire.annuler')}<//>
      `}
      ${open && can('stock.gerer') && html`
        <${ActButton} class="btn-primary" icon="clipboard-check" onClick=${() => setApproving(true)}>${t('inventaire.valider')}<//>
      `}
    <//>
    <${Figures} session=${session} />
    ${tabs.length > 1 && html`<${Tabs} label=${session.nom} tabs=${tabs} />`}
    ${counts && counting.current && html`
      <div hidden=${tab !== 'comptage'}>
        <${CountEntry} session=${session} onCounted=${reload} />
      </div>
    `}
    ${tab === 'ecarts' && html`<${CountReview} key=${session.version} session=${session} />`}
    ${tab === 'historique' && html`<${ObjectTimeline} objetId=${id} />`}
    ${approving && html`
      <${CountApproval}
        session=${session}
        onClose=${() => setApproving(false)}
        onStale=${() => {
          setApproving(false);
          reload();
        }}
        onDone=${(now) => {
          setApproving(false);
          resource.set(now);
          notify(t('inventaire.est_valide', { n: now.mouvements ?? 0 }));
        }}
      />
    `}
  `;
}

function Figures({ session }) {
  const done = session.lignes ? Math.round((session.comptees / session.lignes) * 100) : 0;
  return html`
    <section class="card balance" aria-label=${t('inventaire.avancement')}>
      <div class="count-progress">
        <span>${t('inventaire.comptees', { n: count(session.comptees), total: count(session.lignes) })}</span>
        <progress max="100" value=${done} aria-label=${t('inventaire.avancement')}></progress>
      </div>
      ${session.divergentes > 0 && html`
        <div class="is-late">
          <span>${t('inventaire.divergentes')}</span>
          <strong>${count(session.divergentes)}</strong>
        </div>
      `}
      ${session.ecarts !== null && html`
        <div>
          <span>${t('inventaire.ecarts')}</span>
          <strong>${count(session.ecarts)}</strong>
        </div>
        <div class="balance-main">
          <span>${t('inventaire.valeur_ecarts')}</span>
          <strong>${money(session.valeur_ecarts)}</strong>
        </div>
      `}
    </section>
  `;
}
