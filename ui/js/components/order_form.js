import { useRef } from 'preact/hooks';
import * as api from '../api/commandes.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { addScanned, filled, fromDetail, newLine, toDetails, withPiece } from '../order_lines.js';
import { keepRefusal } from '../order_refusal.js';
import { partnerOf } from '../partners.js';
import { go } from '../router.js';
import { findByCode } from '../scan.js';
import { can } from '../session.js';
import { notify, reportError } from '../toasts.js';
import { useLineErrors } from '../use_line_errors.js';
import { ChoiceTabs } from './choice_tabs.js';
import { Icon } from './icon.js';
import { TextArea, TextInput } from './inputs.js';
import { OrderLinesEditor } from './order_lines_editor.js';
import { OrderTotals } from './order_totals.js';
import { PartnerPicker } from './partner_picker.js';
import { ScanInput } from './scan_input.js';
import { StaleNotice } from './stale_notice.js';
import { SubmitButton } from './submit_button.js';

/** What the form starts with: an order, a copy of one, or nothing but its kind and partner. */
function initialValues({ order, model, type, partner }) {
  const from = order ?? model;
  const chosen = from?.client ?? from?.fournisseur ?? partner ?? null;
  return {
    type: from?.type ?? type,
    partner: chosen && { id: from?.client_id ?? from?.fournisseur_id ?? chosen.id, ...chosen },
    lines: from ? [...from.details.map(fromDetail), newLine()] : [newLine()],
    notes: from?.notes ?? '',
    prevu_le: order?.prevu_le ?? '',
  };
}

// the draft is safe by now: a refusal to validate it is shown on its own page
async function validate(order) {
  try {
    await api.act(order.id, 'valider');
  } catch (error) {
    reportError(error);
    keepRefusal(order.id, error);
  }
}

const TYPES = ['vente', 'achat'];

export function OrderForm({ order, model, type = 'vente', partner: given, onReload }) {
  const thenValidate = useRef(false);
  function send({ type: kind, partner, lines, notes, prevu_le: day }, key) {
    const body = {
      type: kind,
      [kind === 'achat' ? 'fournisseur_id' : 'client_id']: partner?.id ?? null,
      details: toDetails(lines),
      notes,
      prevu_le: day || null,
    };
    return order ? api.update(order.id, body, order.version) : api.create(body, key);
  }
  const form = useForm(initialValues({ order, model, type, partner: given }), send, async (saved) => {
    notify(t(order ? 'commande.modifiee' : 'commande.creee', saved));
    if (thenValidate.current) await validate(saved);
    go(`/commandes/${saved.id}`);
  });
  const { type: kind, partner: chosen, lines } = form.values;
  const partner = partnerOf({ type: kind });
  const errorsOf = useLineErrors(form, 'details', filled(lines));

  // the prices of the lines are those of the other side: they are taken again
  function changeType(value) {
    if (value === kind) return;
    form.forget();
    form.set('partner', null);
    form.set('type', value);
    form.set('lines', lines.map((line) => (line.piece?.prix_vente ? withPiece(line, line.piece, value) : line)));
  }

  async function onCode(code) {
    try {
      const piece = await findByCode(code);
      form.set('lines', (now) => addScanned(now, piece, kind));
    } catch (error) {
      reportError(error);
    }
  }

  // Enter moves from field to field here: with Ctrl only it saves, and a draft at that
  function onKey(event) {
    if (event.key !== 'Enter' || event.target.tagName !== 'INPUT' || event.target.form !== event.currentTarget) return;
    event.preventDefault();
    if (!event.ctrlKey && !event.metaKey) return;
    thenValidate.current = false;
    form.submit(event);
  }

  return html`
    <form class="edit-form" onSubmit=${form.submit} onKeyDown=${onKey} novalidate>
      ${form.failure?.status === 412 && html`<${StaleNotice} onReload=${onReload} />`}
      <section class="card form-group">
        ${!order && html`
          <div class="form-choice">
            <${ChoiceTabs}
              label=${t('commande.type')}
              value=${kind}
              onValue=${changeType}
              options=${TYPES.filter((value) => can(partnerOf({ type: value }).reads)).map((value) => ({ value, label: t(`commande.type.${value}`) }))}
            />
          </div>
        `}
        <div class="form-grid">
          <${PartnerPicker}
            key=${kind}
            partner=${partner}
            chosen=${chosen}
            onChoose=${(value) => form.set('partner', value, `${partner.kind}_id`)}
            errors=${form.errors[`${partner.kind}_id`]}
            autofocus=${!order && !chosen}
            required
          />
          <${TextInput} label=${t(`commande.prevu_${kind}`)} type="date" ...${form.bind('prevu_le')} />
          <${TextArea} label=${t('commande.notes')} rows="1" fieldClass="span-2" ...${form.bind('notes')} />
        </div>
      </section>
      <${OrderLinesEditor}
        type=${kind}
        lines=${lines}
        onLines=${(value) => form.set('lines', value)}
        errorsOf=${errorsOf}
        errors=${form.errors.details}
        refusal=${form.failure}
        tools=${html`<${ScanInput} label=${t('scan.ajouter_ligne')} onCode=${onCode} />`}
      />
      <div class="order-foot">
        <${OrderTotals} lines=${lines} />
        <div class="form-actions">
          <span class="form-note">
            <${Icon} name="keyboard" size=${16} />
            ${t('commande.clavier')}
          </span>
          <a class="btn" href=${order ? `#/commandes/${order.id}` : kind === 'achat' ? '#/achats' : '#/commandes'}>
            ${t('action.renoncer')}
          </a>
          <${SubmitButton}
            busy=${form.busy}
            class=""
            onClick=${() => {
              thenValidate.current = false;
            }}
            icon="file-description">
            ${t('commande.enregistrer_brouillon')}
          <//>
          <${SubmitButton}
            busy=${form.busy}
            onClick=${() => {
              thenValidate.current = true;
            }}>
            ${t('commande.enregistrer_valider')}
          <//>
        </div>
      </div>
    </form>
  `;
}
