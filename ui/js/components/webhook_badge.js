import { html } from '../html.js';
import { t } from '../i18n.js';

const toneOf = ({ actif, echecs_consecutifs: failures }) => (!actif ? 'secondary' : failures ? 'yellow' : 'green');

export function WebhookBadge({ webhook }) {
  const { actif, desactive_motif: cause, echecs_consecutifs: failures } = webhook;
  const text = !actif
    ? t(cause === 'echecs' ? 'webhook.etat.coupe' : 'webhook.etat.inactif')
    : failures
      ? t('webhook.etat.echecs', { n: failures })
      : t('webhook.etat.actif');
  return html`<span class=${`status-badge status-${toneOf(webhook)}`}><i aria-hidden="true"></i>${text}</span>`;
}

const DELIVERY = { reussie: 'green', en_attente: 'yellow', abandonnee: 'red' };
export const DeliveryBadge = ({ etat }) => html`
  <span class=${`status-badge status-${DELIVERY[etat] ?? 'secondary'}`}><i aria-hidden="true"></i>${t(`livraison.etat.${etat}`)}</span>
`;
