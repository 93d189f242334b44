import { useRef, useState } from 'preact/hooks';
import * as api from '../api/commandes.js';
import { RequestKey } from '../idempotency.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { actionsOf, isEditable } from '../order_states.js';
import { can } from '../session.js';
import { notify, reportError } from '../toasts.js';
import { confirm } from './confirm.js';
import { Icon } from './icon.js';
import { ActButton } from './submit_button.js';

const ICONS = {
  valider: 'check',
  preparer: 'package',
  expedier: 'truck-delivery',
  livrer: 'circle-check',
  annuler: 'circle-x',
};
const ASK = { annuler: true, expedier: true };

/** The buttons of an order, by its state. A key per act lives until the API's answer is known. */
export function OrderActions({ order, onOrder, onRefusal }) {
  const [busy, setBusy] = useState(null);
  const keys = useRef({});
  if (!can('commandes.gerer')) return null;

  async function run(action) {
    if (
      ASK[action] &&
      !(await confirm({
        danger: action === 'annuler',
        title: t(`commande.${action}_titre`, order),
        text: t(`commande.${action}_texte`),
        yes: t(`commande.${action}`),
      }))
    )
      return;
    keys.current[action] ??= new RequestKey();
    setBusy(action);
    try {
      onOrder(await api.act(order.id, action, keys.current[action].value));
      keys.current[action].settled();
      notify(t(`commande.${action}_fait`, order));
    } catch (error) {
      keys.current[action].settled(error);
      reportError(error);
      onRefusal(error);
    } finally {
      setBusy(null);
    }
  }

  const [main, ...others] = actionsOf(order);
  const look = (action) => (action === 'annuler' ? 'btn-ghost-danger' : action === main ? 'btn-primary' : '');
  const button = (action) => html`
    <${ActButton}
      key=${action}
      class=${look(action)}
      icon=${ICONS[action]}
      busy=${busy !== null}
      onClick=${() => run(action)}>
      ${t(`commande.${action}`)}
    <//>
  `;
  return html`
    ${others.reverse().map(button)}
    ${isEditable(order) && html`
      <a class="btn" href=${`#/commandes/${order.id}/modifier`}>
        <${Icon} name="edit" size=${18} />
        ${t('action.modifier')}
      </a>
    `}
    ${main && button(main)}
  `;
}
