import { useState } from 'preact/hooks';
import { ago, dateTime } from '../format.js';
import { html } from '../html.js';
import { t, tMaybe } from '../i18n.js';
import { explain } from '../refusals.js';
import { useResource } from '../resource.js';
import { Skeleton } from './skeleton.js';

const SIZE = 8;
const TONES = { reussie: 'green', code_attendu: 'blue', deverrouillee: 'blue' };

/** Who came to the door, and whether it opened. `load(query, signal)` reads one's own, or another's. */
export function LoginHistory({ load }) {
  const [size, setSize] = useState(SIZE);
  const { data, error } = useResource((signal) => load({ page_size: size }, signal), [size]);
  return html`
    <section class="card panel">
      <header class="panel-header">
        <h2>${t('connexions.titre')}</h2>
      </header>
      <div class="panel-body">
        ${error && html`<p class="field-error">${explain(error)}</p>`}
        ${!data && !error && html`<${Skeleton} lines=${4} />`}
        ${data?.results.length === 0 && html`<p class="text-secondary mb-0">${t('connexions.aucune')}</p>`}
        <ul class="session-list">
          ${data?.results.map((row) => html`
            <li key=${row.id}>
              <div>
                <strong title=${row.user_agent}>${row.appareil || row.user_agent || '–'}</strong>
                <small>${row.ip} · <time title=${dateTime(row.survenue_le)}>${ago(row.survenue_le)}</time></small>
              </div>
              <span class=${`status-badge status-${TONES[row.resultat] ?? 'red'}`}><i aria-hidden="true"></i>${tMaybe(`connexion_resultat.${row.resultat}`, {}, row.resultat)}</span>
            </li>
          `)}
        </ul>
        ${data?.next && html`<button type="button" class="btn btn-sm mt-2" onClick=${() => setSize(size * 4)}>${t('connexions.plus')}</button>`}
      </div>
    </section>
  `;
}
