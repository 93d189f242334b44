import * as api from '../api/commandes.js';
import { ErrorState } from '../components/error_state.js';
import { OrderForm } from '../components/order_form.js';
import { PageHeader } from '../components/page_header.js';
import { Skeleton } from '../components/skeleton.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useResource } from '../resource.js';

/** Write an order, or change one that is still a draft. */
export default function CommandeEdition({ id }) {
  const {
    data: order,
    error,
    loading,
    reload,
  } = useResource(id ? (signal) => api.read(id, signal) : null, [id]);
  const back = id
    ? { href: `#/commandes/${id}`, label: order?.reference ?? t('nav.commandes') }
    : { href: '#/commandes', label: t('nav.commandes') };
  return html`
    <${PageHeader} title=${t(id ? 'commande.modifier' : 'commande.nouvelle')} back=${back} />
    ${error && html`
      <div class="card">
        <${ErrorState} error=${error} onRetry=${reload} />
      </div>
    `}
    ${id && loading && !order && html`
      <div class="card card-body">
        <${Skeleton} lines=${8} />
      </div>
    `}
    ${(!id || order) && html`<${OrderForm} key=${order?.version} order=${order} onReload=${reload} />`}
  `;
}
