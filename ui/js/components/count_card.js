import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import * as api from '../api/stock.js';
import { add, parseDecimal } from '../decimal.js';
import { quantity, typed } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { RequestKey } from '../idempotency.js';
import { ownCount } from '../own_count.js';
import { fieldErrors } from '../refusals.js';
import { notify, reportError } from '../toasts.js';
import { hold, release } from '../unsaved.js';
import { Icon } from './icon.js';

/**
 * The line that is being counted. `saving.current()` saves what is typed on it and not saved yet; it answers false when
 * that cannot be, which the card says, so that nobody goes on as if it had been.
 */
export function CountCard({ session, line, onSaved, saving }) {
  const first = ownCount(line) ? typed(ownCount(line).quantite) : '';
  const [amount, setAmount] = useState(first);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState(null);
  const input = useRef(null);
  const key = useRef(new RequestKey());
  const sending = useRef(null);
  const isTyped = amount.trim() !== '' && amount !== first;
  useHold(isTyped);
  useEffect(() => {
    input.current.focus();
    input.current.select();
  }, []);

  function change(text) {
    setWrong(null);
    setAmount(text);
  }
  const step = (by) => {
    const next = add(parseDecimal(amount || '0') ?? '0', by);
    change(next.startsWith('-') ? '0' : typed(next));
  };
  async function send() {
    const quantite = parseDecimal(amount);
    if (quantite === null) return refuse(t('inventaire.nombre_attendu'));
    setBusy(true);
    try {
      const { lignes } = await api.saveCounts(session.id, [{ ligne_id: line.id, quantite }], key.current.value);
      key.current.settled();
      notify(t('inventaire.compte', { quantite: quantity(quantite), nom: line.piece.nom }));
      onSaved(lignes[0]);
      return true;
    } catch (error) {
      key.current.settled(error);
      const texts = Object.values(fieldErrors(error, {})).flat();
      if (texts.length) return refuse(texts.join(' '));
      reportError(error);
      return false;
    } finally {
      setBusy(false);
    }
  }
  function refuse(text) {
    setWrong(text);
    input.current.focus();
    return false;
  }
  // one at a time: who goes on while it is being saved waits for that
  const save = () => {
    sending.current ??= send().finally(() => {
      sending.current = null;
    });
    return sending.current;
  };
  useLayoutEffect(() => {
    saving.current = () => (isTyped || sending.current ? save() : true);
    return () => {
      saving.current = null;
    };
  });

  return html`
    <form
      class="card count-card"
      onSubmit=${(event) => {
        event.preventDefault();
        save();
      }}
      novalidate>
      <div class="count-what">
        <span class="count-place">
          <${Icon} name="map-pin" size=${18} />
          <strong>${line.emplacement.code}</strong>
          ${line.emplacement.nom}
        </span>
        <h2>${line.piece.nom}</h2>
        <code>${line.piece.reference}</code>
        ${line.attendu !== null && html`<span class="text-secondary">${t('inventaire.attendu', { quantite: quantity(line.attendu) })}</span>`}
      </div>
      <div class="count-amount">
        <button type="button" class="btn" aria-label=${t('inventaire.un_de_moins')} onClick=${() => step('-1')}>
          <${Icon} name="minus" size=${26} />
        </button>
        <input
          ref=${input}
          class="form-control"
          inputmode="decimal"
          autocomplete="off"
          aria-label=${t('mouvement.quantite')}
          aria-invalid=${wrong ? 'true' : undefined}
          aria-describedby="count-note"
          value=${amount}
          onInput=${(event) => change(event.target.value)}
        />
        <button type="button" class="btn" aria-label=${t('inventaire.un_de_plus')} onClick=${() => step('1')}>
          <${Icon} name="plus" size=${26} />
        </button>
        <div id="count-note" class="count-note" aria-live="polite">
          ${wrong ? html`<span class="field-error">${wrong}</span>` : line.piece.unite}
        </div>
      </div>
      <button type="submit" class="btn btn-primary btn-lg" disabled=${busy}>
        <${Icon} name="check" />
        ${t('inventaire.enregistrer')}
      </button>
    </form>
  `;
}

// while something is typed, who leaves the screen is asked first
function useHold(isTyped) {
  const typing = useRef({}).current;
  useEffect(() => {
    if (isTyped) hold(typing);
    return () => release(typing);
  }, [isTyped]);
}
