import { useState } from 'preact/hooks';
import * as api from '../api/commandes.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { fromDetail, newLine, toDetails } from '../order_lines.js';
import { keepRefusal } from '../order_refusal.js';
import { go } from '../router.js';
import { notify, reportError } from '../toasts.js';
import { ClientPicker } from './client_picker.js';
import { TextArea } from './inputs.js';
import { OrderLinesEditor } from './order_lines_editor.js';
import { OrderTotals } from './order_totals.js';
import { StaleNotice } from './stale_notice.js';
import { SubmitButton } from './submit_button.js';

const initialValues = (order) => ({
  client: order?.client ? { id: order.client_id, ...order.client } : null,
  lines: order ? order.details.map(fromDetail) : [newLine()],
  notes: order?.notes ?? '',
});

// the draft is safe by now: a refusal to validate it is shown on its own page
async function validate(order) {
  try {
    await api.act(order.id, 'valider');
  } catch (error) {
    reportError(error);
    keepRefusal(order.id, error);
  }
}

export function OrderForm({ order, onReload }) {
  const [thenValidate, setThenValidate] = useState(false);
  function send({ client, lines, notes }, key) {
    const body = {
      type: order?.type ?? 'vente',
      client_id: client?.id ?? null,
      details: toDetails(lines),
      notes,
    };
    return order ? api.update(order.id, body, order.version) : api.create(body, key);
  }
  const form = useForm(initialValues(order), send, async (saved) => {
    notify(t(order ? 'commande.modifiee' : 'commande.creee', saved));
    if (thenValidate) await validate(saved);
    go(`/commandes/${saved.id}`);
  });
  const { client, lines } = form.values;
  return html`
    <form class="edit-form" onSubmit=${form.submit} novalidate>
      ${form.failure?.status === 412 && html`<${StaleNotice} onReload=${onReload} />`}
      <section class="card form-group">
        <div class="form-grid">
          <${ClientPicker}
            chosen=${client}
            onChoose=${(value) => form.set('client', value)}
            errors=${form.errors.client_id}
            autofocus=${!order}
            required
          />
          <${TextArea} label=${t('commande.notes')} rows="1" ...${form.bind('notes')} />
        </div>
      </section>
      <${OrderLinesEditor}
        lines=${lines}
        onLines=${(value) => form.set('lines', value)}
        errors=${form.errors}
        refusal=${form.failure}
      />
      <div class="order-foot">
        <${OrderTotals} lines=${lines} />
        <div class="form-actions">
          <a class="btn" href=${order ? `#/commandes/${order.id}` : '#/commandes'}>
            ${t('action.renoncer')}
          </a>
          <${SubmitButton}
            busy=${form.busy}
            class=""
            onClick=${() => setThenValidate(false)}
            icon="file-description">
            ${t('commande.enregistrer_brouillon')}
          <//>
          <${SubmitButton} busy=${form.busy} onClick=${() => setThenValidate(true)}>
            ${t('commande.enregistrer_valider')}
          <//>
        </div>
      </div>
    </form>
  `;
}
