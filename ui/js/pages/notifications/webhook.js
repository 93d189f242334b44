import { useState } from 'preact/hooks';
import * as api from '../../api/webhooks.js';
import { confirm } from '../../components/confirm.js';
import { DeliveryList } from '../../components/delivery_list.js';
import { ErrorState } from '../../components/error_state.js';
import { Icon } from '../../components/icon.js';
import { ObjectTimeline } from '../../components/object_timeline.js';
import { PageHeader } from '../../components/page_header.js';
import { SecretDialog } from '../../components/secret_dialog.js';
import { SkeletonPage } from '../../components/skeleton.js';
import { WebhookBadge } from '../../components/webhook_badge.js';
import { WebhookDialog } from '../../components/webhook_dialog.js';
import { deleteObject } from '../../deletion.js';
import { dateTime } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useResource } from '../../resource.js';
import { go } from '../../router.js';
import { notify, reportError } from '../../toasts.js';
import { eventText } from '../../webhook_events.js';

/** One webhook: what it is sent, and how each delivery went. */
export default function Webhook({ id }) {
  const { data: webhook, error, reload } = useResource((signal) => api.read(id, signal), [id]);
  const known = useResource(api.events).data?.evenements ?? [];
  const [editing, setEditing] = useState(false);
  const [secret, setSecret] = useState(null);
  const [turn, setTurn] = useState(0);
  if (error && !webhook) return html`<div class="card"><${ErrorState} error=${error} onRetry=${reload} /></div>`;
  if (!webhook) return html`<${SkeletonPage} />`;

  const act = (work, done) => async () => {
    try {
      await done(await work());
    } catch (failure) {
      reportError(failure);
    }
  };
  const test = act(() => api.test(id), () => {
    notify(t('webhook.essai_parti'), { kind: 'info' });
    setTurn(turn + 1);
  });
  const renew = async () => {
    const question = { title: t('webhook.nouveau_secret'), text: t('webhook.nouveau_secret_texte'), yes: t('webhook.nouveau_secret_oui') };
    if (await confirm(question)) await act(() => api.newSecret(id), (now) => {
      setSecret(now);
      reload();
    })();
  };
  const remove = async () => {
    const object = { libelle: webhook.nom, module: 'webhooks', id, text: t('webhook.supprimer_texte') };
    const gone = await deleteObject({ ...object, remove: () => api.remove(id), restored: () => go(`/notifications/webhooks/${id}`) });
    if (gone) go('/notifications/webhooks');
  };
  const saved = () => {
    setEditing(false);
    notify(t('webhook.enregistre', webhook));
    reload();
  };
  return html`
    <${PageHeader}
      title=${webhook.nom}
      badge=${html`<${WebhookBadge} webhook=${webhook} />`}
      text=${html`<code>${webhook.url}</code>`}
      back=${{ href: '#/notifications/webhooks', label: t('nav.webhooks') }}>
      <button type="button" class="btn btn-ghost-danger" onClick=${remove}><${Icon} name="trash" size=${18} />${t('action.supprimer')}</button>
      <button type="button" class="btn" onClick=${renew}><${Icon} name="key" size=${18} />${t('webhook.nouveau_secret')}</button>
      <button type="button" class="btn" onClick=${() => setEditing(true)}><${Icon} name="edit" size=${18} />${t('action.modifier')}</button>
      <button type="button" class="btn btn-primary" onClick=${test}><${Icon} name="send" size=${18} />${t('webhook.tester')}</button>
    <//>
    ${webhook.desactive_motif === 'echecs' && html`
      <div class="alert alert-warning" role="status"><${Icon} name="alert-triangle" />${t('webhook.coupe_texte', { date: dateTime(webhook.desactive_le) })}</div>
    `}
    ${webhook.ancien_secret_jusqua && html`
      <div class="alert alert-info" role="status"><${Icon} name="key" />${t('webhook.deux_secrets', { date: dateTime(webhook.ancien_secret_jusqua) })}</div>
    `}
    <p class="cell-tags mb-3">${webhook.evenements.map((nom) => html`<span key=${nom} class="tag">${eventText(nom, known)}</span>`)}</p>
    <${DeliveryList} key=${turn} webhook=${webhook} known=${known} />
    <${ObjectTimeline} objetId=${id} />
    ${editing && html`<${WebhookDialog} webhook=${webhook} events=${known} onClose=${() => setEditing(false)} onSaved=${saved} />`}
    ${secret && html`<${SecretDialog} webhook=${secret} onClose=${() => setSecret(null)} />`}
  `;
}
