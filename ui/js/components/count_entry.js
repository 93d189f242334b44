import { useRef, useState } from 'preact/hooks';
import * as api from '../api/stock.js';
import { quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { ownCount } from '../own_count.js';
import { useResource } from '../resource.js';
import { findByCode } from '../scan.js';
import { reportError } from '../toasts.js';
import { ChoiceTabs } from './choice_tabs.js';
import { CountCard } from './count_card.js';
import { EmptyState } from './empty_state.js';
import { ErrorState } from './error_state.js';
import { FoundDialog } from './found_dialog.js';
import { Icon } from './icon.js';
import { ScanInput } from './scan_input.js';
import { Skeleton } from './skeleton.js';

const SIZE = 200;

/**
 * Counting, made for a phone in one hand: a line at a time, big digits, saved as one goes. A scan opens the line of the
 * part. Whoever goes on to another line has counted this one: what was typed on it is saved first.
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
  const latest = useRef(rows);
  latest.current = rows;
  const card = useRef(null); // saves what is typed on the line that is open: false when it cannot be
  const line = rows?.find(({ id }) => id === current) ?? (state === 'a_compter' ? rows?.[0] : null);

  function setRows(results) {
    latest.current = results;
    list.set({ ...list.data, results });
  }

  function saved(changed) {
    const before = latest.current;
    const at = before.findIndex(({ id }) => id === changed.id);
    const next = before[at + 1] ?? before[at - 1];
    if (state === 'a_compter') setRows(before.filter(({ id }) => id !== changed.id));
    else setRows(before.map((row) => (row.id === changed.id ? changed : row)));
    setCurrent(state === 'a_compter' && next?.id !== changed.id ? (next?.id ?? null) : null);
    onCounted();
  }

  async function leaveFor(go) {
    if (!card.current || (await card.current())) go();
  }

  function open(target) {
    if (target.id === line?.id) return true;
    return leaveFor(() => {
      if (!latest.current?.some(({ id }) => id === target.id)) setRows([target, ...(latest.current ?? [])]);
      setCurrent(target.id);
    });
  }

  async function onCode(code) {
    try {
      const piece = await findByCode(code);
      const { results } = await api.countLines(session.id, { piece_id: piece.id, page_size: SIZE });
      if (!results.length) return setFound(piece);
      const [target] = [...results.filter(({ etat }) => etat === 'a_compter'), ...results];
      return await open(target);
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
          onValue=${(value) =>
            leaveFor(() => {
              setState(value);
              setCurrent(null);
            })}
          options=${['a_compter', 'comptee'].map((value) => ({ value, label: t(`inventaire.ligne.${value}`) }))}
        />
      </div>
      ${line && html`
        <${CountCard} key=${line.id} session=${session} line=${line} onSaved=${saved} saving=${card} />
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
              <button type="button" onClick=${() => open(row)}>
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
