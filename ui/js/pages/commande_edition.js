import * as api from '../api/commandes.js';
import { ErrorState } from '../components/error_state.js';
import { OrderForm } from '../components/order_form.js';
import { PageHeader } from '../components/page_header.js';
import { Skeleton } from '../components/skeleton.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { CLIENT, SUPPLIER } from '../partners.js';
import { useResource } from '../resource.js';
import { location } from '../router.js';
import { useSection } from '../section.js';

/** Write an order, or change one that is still a draft. ?type, ?client, ?fournisseur and ?modele begin a new one. */
export default function CommandeEdition({ id }) {
  const { type, client, fournisseur, modele } = location.value.query;
  const { data, error, reload } = useResource(
    async (signal) => ({
      order: id ? await api.read(id, signal) : undefined,
      model: modele ? await api.read(modele, signal) : undefined,
      partner: await partnerAsked(client, fournisseur, signal),
    }),
    [id],
  );
  const order = data?.order;
  useSection((id ? order?.type : type) === 'achat' ? '/achats' : null);
  const back = id
    ? { href: `#/commandes/${id}`, label: order?.reference ?? t('nav.commandes') }
    : type === 'achat'
      ? { href: '#/achats', label: t('nav.achats') }
      : { href: '#/commandes', label: t('nav.commandes') };
  return html`
    <${PageHeader} title=${t(id ? 'commande.modifier' : 'commande.nouvelle')} back=${back} />
    ${error && html`
      <div class="card">
        <${ErrorState} error=${error} onRetry=${reload} />
      </div>
    `}
    ${!data && !error && html`
      <div class="card card-body">
        <${Skeleton} lines=${8} />
      </div>
    `}
    ${data && html`
      <${OrderForm} key=${order?.version} ...${data} type=${type === 'achat' ? 'achat' : 'vente'} onReload=${reload} />
    `}
  `;
}

function partnerAsked(client, fournisseur, signal) {
  if (client) return CLIENT.api.read(client, signal);
  return fournisseur ? SUPPLIER.api.read(fournisseur, signal) : undefined;
}
