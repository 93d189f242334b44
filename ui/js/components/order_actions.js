import { useRef, useState } from 'preact/hooks';
import * as api from '../api/commandes.js';
import { deleteObject } from '../deletion.js';
import { RequestKey } from '../idempotency.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { openFile } from '../open_file.js';
import { actionsOf, outcomeOf } from '../order_states.js';
import { go } from '../router.js';
import { can } from '../session.js';
import { notify, reportError } from '../toasts.js';
import { confirm } from './confirm.js';
import { InvoiceDialog } from './invoice_dialog.js';
import { MoreMenu } from './more_menu.js';
import { OrderQuantitiesDialog } from './order_quantities_dialog.js';
import { ActButton } from './submit_button.js';

const ICONS = {
  valider: 'check',
  preparer: 'package',
  expedier: 'truck-delivery',
  recevoir: 'package-import',
  livrer: 'circle-check',
  facturer: 'file-invoice',
  modifier: 'edit',
  retourner: 'arrow-back-up',
  solder: 'checks',
  dupliquer: 'copy',
  annuler: 'circle-x',
  supprimer: 'trash',
};
const ASK = ['annuler', 'solder'];
const BY_LINES = ['expedier', 'recevoir', 'retourner'];

/** The buttons of an order: what the API allows now, of what this person may do. */
export function OrderActions({ order, onOrder, onRefusal }) {
  const [busy, setBusy] = useState(null);
  const [asked, setAsked] = useState(null);
  const keys = useRef({});

  async function act(action, body) {
    keys.current[action] ??= new RequestKey();
    setBusy(action);
    try {
      const now = await api.act(order.id, action, keys.current[action].value, body);
      keys.current[action].settled();
      onOrder(now);
      notify(t(outcomeOf(action, now), now));
    } catch (error) {
      keys.current[action].settled(error);
      reportError(error);
      onRefusal(error);
    } finally {
      setBusy(null);
    }
  }

  async function askThenAct(action) {
    const sure = await confirm({
      danger: action === 'annuler',
      title: t(`commande.${action}_titre`, order),
      text: t(`commande.${action}_texte`),
      yes: t(`commande.${action}`),
    });
    if (sure) await act(action);
  }

  async function duplicate() {
    try {
      const copy = await api.duplicate(order.id);
      notify(t('commande.dupliquer_fait', copy));
      go(`/commandes/${copy.id}/modifier`);
    } catch (error) {
      reportError(error);
    }
  }

  async function remove() {
    const deleted = await deleteObject({
      libelle: order.reference,
      module: 'commandes',
      id: order.id,
      remove: () => api.remove(order.id),
      restored: () => go(`/commandes/${order.id}`),
    });
    if (deleted) go(order.type === 'achat' ? '/achats' : '/commandes');
  }

  function run(action) {
    if (action === 'modifier') return go(`/commandes/${order.id}/modifier`);
    if (action === 'dupliquer') return duplicate();
    if (action === 'supprimer') return remove();
    if (ASK.includes(action)) return askThenAct(action);
    if (BY_LINES.includes(action) || action === 'facturer') return setAsked(action);
    return act(action);
  }

  const { buttons, others } = actionsOf(order, can);
  const print = { id: 'bon', icon: 'printer', label: t('commande.bon'), run: () => openFile(() => api.slip(order.id)).catch(reportError) };
  const menu = others.map((action) => ({
    id: action,
    icon: ICONS[action],
    label: t(`commande.${action}`),
    danger: action === 'annuler' || action === 'supprimer',
    run: () => run(action),
  }));
  const done = (now) => {
    setAsked(null);
    onOrder(now);
  };
  return html`
    <${MoreMenu} label=${t('champ.actions')} entries=${[print, ...menu]} />
    ${[...buttons].reverse().map((action) => html`
      <${ActButton}
        key=${action}
        class=${action === buttons[0] ? 'btn-primary' : ''}
        icon=${ICONS[action]}
        busy=${busy !== null}
        onClick=${() => run(action)}>
        ${t(`commande.${action}`)}
      <//>
    `)}
    ${asked && asked !== 'facturer' && html`
      <${OrderQuantitiesDialog}
        order=${order}
        action=${asked}
        onClose=${() => setAsked(null)}
        onDone=${done}
        onRefusal=${onRefusal}
      />
    `}
    ${asked === 'facturer' && html`<${InvoiceDialog} order=${order} onClose=${() => setAsked(null)} />`}
  `;
}
