import { useEffect, useState } from 'preact/hooks';
import * as api from '../api/stock.js';
import { parseDecimal } from '../decimal.js';
import { useForm } from '../form.js';
import { quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { Dialog } from './dialog.js';
import { FormFailure } from './form_failure.js';
import { Select } from './inputs.js';
import { StaleNotice } from './stale_notice.js';
import { SubmitButton } from './submit_button.js';

/**
 * Approve a session as it is shown: decide the lines on which the counters disagree, and what is done with those
 * nobody counted. When somebody counted meanwhile nothing is approved, and `onStale` reads it again.
 */
export function CountApproval({ session, onClose, onDone, onStale }) {
  const [disputed, setDisputed] = useState([]);
  useEffect(() => {
    if (session.divergentes)
      api.countLines(session.id, { etat: 'divergente', page_size: 200 }).then(({ results }) => setDisputed(results), () => {});
  }, []);
  const uncounted = session.lignes - session.comptees - session.divergentes;
  function send({ decisions, non_comptees: rest }, key) {
    const settled = Object.entries(decisions)
      .filter(([, quantite]) => quantite !== '')
      .map(([id, quantite]) => ({ ligne_id: id, quantite: parseDecimal(quantite) ?? quantite }));
    return api.approveCount(session.id, { decisions: settled, non_comptees: rest }, session.version, key);
  }
  const form = useForm({ decisions: {}, non_comptees: 'refuser' }, send, onDone, { quiet: true });
  const decide = (id, value) => form.set('decisions', { ...form.values.decisions, [id]: value });
  const refused = form.failure?.code === 'ecarts_refuses' ? form.failure.data.lignes : [];
  const footer = html`
    <button type="button" class="btn" onClick=${onClose}>
      ${t('action.renoncer')}
    </button>
    <${SubmitButton} busy=${form.busy} form="approval-form" icon="clipboard-check">${t('inventaire.valider')}<//>
  `;
  return html`
    <${Dialog} title=${t('inventaire.valider_titre', session)} onClose=${onClose} footer=${footer}>
      <form id="approval-form" onSubmit=${form.submit} novalidate>
        ${form.failure?.status === 412
          ? html`<${StaleNotice} onReload=${onStale} />`
          : html`<${FormFailure} failure=${form.failure} />`}
        ${refused.map((line) => html`<p key=${line.ligne_id} class="field-error">${line.code} : ${line.detail}</p>`)}
        <p>${t('inventaire.valider_texte')}</p>
        ${disputed.length > 0 && html`
          <h3>${t('inventaire.trancher')}</h3>
          <ul class="quantity-lines">
            ${disputed.map((line) => html`
              <li key=${line.id}>
                <div class="quantity-line-name">
                  <strong>${line.piece.nom}</strong>
                  <small>
                    ${line.comptages.map((one) => `${one.user_email} : ${quantity(one.quantite)}`).join(' · ')}
                  </small>
                </div>
                <label class="quantity-amount">
                  <span>${t('inventaire.decision')}</span>
                  <input
                    class="form-control num"
                    inputmode="decimal"
                    aria-label=${`${t('inventaire.decision')} : ${line.piece.nom}`}
                    value=${form.values.decisions[line.id] ?? ''}
                    onInput=${(event) => decide(line.id, event.target.value)}
                  />
                </label>
              </li>
            `)}
          </ul>
        `}
        ${uncounted > 0 && html`
          <${Select}
            label=${t('inventaire.non_comptees', { n: uncounted })}
            options=${['refuser', 'ignorer', 'zero'].map((value) => ({ value, label: t(`inventaire.non_comptees.${value}`) }))}
            ...${form.bind('non_comptees')}
          />
        `}
      </form>
    <//>
  `;
}
