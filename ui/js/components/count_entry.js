import { useEffect, useRef, useState } from 'preact/hooks';
import * as api from '../api/stock.js';
import { add, parseDecimal } from '../decimal.js';
import { quantity, typed } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { RequestKey } from '../idempotency.js';
import { ownCount } from '../own_count.js';
import { fieldErrors } from '../refusals.js';
import { useResource } from '../resource.js';
import { findByCode } from '../scan.js';
import { notify, reportError } from '../toasts.js';
import { ChoiceTabs } from './choice_tabs.js';
import { EmptyState } from './empty_state.js';
import { ErrorState } from './error_state.js';
import { FoundDialog } from './found_dialog.js';
import { Icon } from './icon.js';
import { ScanInput } from './scan_input.js';
import { Skeleton } from './skeleton.js';

const SIZE = 200;

/**
 * Counting, made for a phone in one hand: a line at a time, big digits, saved as one goes. A scan opens the line of the
 * part, and scanning it again adds one.
 */
export function CountEntry({ session, onCounted }) {
  const [state, setState] = useState('a_compter');
  const [current, setCurrent] = useState(null);
  const [found, setFound] = useState(null);
  const list = useResource(
    (signal) => api.countLines(session.id, { etat: state, page_size: SIZE }, signal),
    [session.id, state],
  );
  const rows = list.data?.results;
  const line = rows?.find(({ id }) => id === current) ?? (state === 'a_compter' ? rows?.[0] : null);

  function saved(changed) {
    const at = rows.findIndex(({ id }) => id === changed.id);
    const next = rows[at + 1] ?? rows[at - 1];
    if (state === 'a_compter') list.set({ ...list.data, results: rows.filter(({ id }) => id !== changed.id) });
    else list.set({ ...list.data, results: rows.map((row) => (row.id === changed.id ? changed : row)) });
    setCurrent(state === 'a_compter' && next?.id !== changed.id ? (next?.id ?? null) : null);
    onCounted();
  }

  async function onCode(code) {
    try {
      const piece = await findByCode(code);
      const { results } = await api.countLines(session.id, { piece_id: piece.id, page_size: SIZE });
      if (!results.length) return setFound(piece);
      const [target] = [...results.filter(({ etat }) => etat === 'a_compter'), ...results];
      if (!rows?.some(({ id }) => id === target.id)) list.set({ ...list.data, results: [target, ...(rows ?? [])] });
      return setCurrent(target.id);
    } catch (error) {
      return reportError(error);
    }
  }

  return html`
    <div class="count-screen">
      <div class="count-tools">
        <${ScanInput} label=${t('inventaire.scanner')} onCode=${onCode} />
        <${ChoiceTabs}
          label=${t('champ.etat')}
          value=${state}
          onValue=${(value) => {
            setState(value);
            setCurrent(null);
          }}
          options=${['a_compter', 'comptee'].map((value) => ({ value, label: t(`inventaire.ligne.${value}`) }))}
        />
      </div>
      ${line && html`
        <${CountCard} key=${line.id} session=${session} line=${line} onSaved=${saved} onMissing=${() => setFound({})} />
      `}
      ${list.error && !rows && html`<${ErrorState} error=${list.error} onRetry=${list.reload} />`}
      ${!rows && !list.error && html`
        <div class="card card-body">
          <${Skeleton} lines=${6} />
        </div>
      `}
      ${rows?.length === 0 && html`
        <div class="card">
          <${EmptyState}
            icon="checks"
            title=${t(state === 'a_compter' ? 'inventaire.tout_compte' : 'inventaire.rien_compte')}
            text=${t(state === 'a_compter' ? 'inventaire.tout_compte_texte' : 'inventaire.rien_compte_texte')}
          />
        </div>
      `}
      ${rows?.length > 0 && html`
        <ul class="card count-list">
          ${rows.map((row) => html`
            <li key=${row.id} class=${row.id === line?.id ? 'is-current' : ''}>
              <button type="button" onClick=${() => setCurrent(row.id)}>
                <span>
                  <strong>${row.piece.nom}</strong>
                  <small>
                    <code>${row.emplacement.code}</code> · ${row.piece.reference}
                  </small>
                </span>
                <span class="num">${ownCount(row) ? quantity(ownCount(row).quantite) : '–'}</span>
              </button>
            </li>
          `)}
        </ul>
      `}
      <button type="button" class="btn" onClick=${() => setFound({})}>
        <${Icon} name="plus" size=${18} />
        ${t('inventaire.trouvee')}
      </button>
      ${found && html`
        <${FoundDialog}
          session=${session}
          piece=${found.id ? found : null}
          onClose=${() => setFound(null)}
          onSaved=${() => {
            setFound(null);
            list.reload();
            onCounted();
          }}
        />
      `}
    </div>
  `;
}

function CountCard({ session, line, onSaved }) {
  const [amount, setAmount] = useState(() => (ownCount(line) ? typed(ownCount(line).quantite) : ''));
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState(null);
  const input = useRef(null);
  const key = useRef(new RequestKey());
  useEffect(() => {
    input.current.focus();
    input.current.select();
  }, []);
  const step = (by) => {
    const next = add(parseDecimal(amount || '0') ?? '0', by);
    setAmount(next.startsWith('-') ? '0' : typed(next));
  };
  async function save(event) {
    event.preventDefault();
    const quantite = parseDecimal(amount);
    if (quantite === null) return setWrong(t('inventaire.nombre_attendu'));
    setBusy(true);
    try {
      const { lignes } = await api.saveCounts(session.id, [{ ligne_id: line.id, quantite }], key.current.value);
      key.current.settled();
      notify(t('inventaire.compte', { quantite: quantity(quantite), nom: line.piece.nom }));
      return onSaved(lignes[0]);
    } catch (error) {
      key.current.settled(error);
      const texts = Object.values(fieldErrors(error, {})).flat();
      return texts.length ? setWrong(texts.join(' ')) : reportError(error);
    } finally {
      setBusy(false);
    }
  }
  return html`
    <form class="card count-card" onSubmit=${save} novalidate>
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
          onInput=${(event) => {
            setWrong(null);
            setAmount(event.target.value);
          }}
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
