import { useEffect, useState } from 'preact/hooks';
import * as api from '../api/journal.js';
import { count, dateTime } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { explain } from '../refusals.js';
import { Dialog } from './dialog.js';
import { Icon } from './icon.js';

/** Reads the whole log again, link by link, and says whether anything was changed, removed or slipped in. */
export function ChainDialog({ onClose }) {
  const { checked, total, answer, error } = useVerification();
  const done = answer && (answer.rupture || answer.suite === null);
  return html`
    <${Dialog} title=${t('chaine.titre')} onClose=${onClose}>
      <p>${t('chaine.texte')}</p>
      <progress class="progress-line" max=${total || 1} value=${done ? total || 1 : checked}></progress>
      <p class="text-secondary" role="status">${t('chaine.lues', { lues: count(checked), total: count(total) })}</p>
      ${error && html`<div class="alert alert-danger" role="alert"><${Icon} name="alert-circle" />${explain(error)}</div>`}
      ${done && html`<${Verdict} answer=${answer} />`}
    <//>
  `;
}

function useVerification() {
  const [state, setState] = useState({ checked: 0, total: 0, answer: null, error: null });
  useEffect(() => {
    let stopped = false;
    async function run(after, before) {
      const answer = await api.verifyLogs(after);
      if (stopped) return;
      const checked = before + answer.verifiees;
      setState({ checked, total: Math.max(answer.total ?? 0, checked), answer, error: null });
      if (!answer.rupture && answer.suite !== null) await run(answer.suite, checked);
    }
    run(0, 0).catch((error) => setState((now) => ({ ...now, error })));
    return () => {
      stopped = true;
    };
  }, []);
  return state;
}

function Verdict({ answer: { rupture, tete, ancre, point } }) {
  if (rupture)
    return html`
      <div class="alert alert-danger" role="alert">
        <${Icon} name="alert-triangle" />
        <div>
          <strong>${t('chaine.rompue', { sequence: rupture.sequence })}</strong>
          <div>${t(`chaine.raison.${rupture.raison}`)}</div>
        </div>
      </div>
    `;
  return html`
    <div class="alert alert-success" role="status">
      <${Icon} name="shield-check" />
      <strong>${t('chaine.intacte')}</strong>
    </div>
    <dl class="facts facts-code">
      <div><dt>${t('chaine.tete')}</dt><dd><code class="hash">${tete.sequence} · ${tete.hash}</code></dd></div>
      ${ancre && html`<div><dt>${t('chaine.ancre')}</dt><dd>${ancre.sequence} · ${dateTime(ancre.le)}</dd></div>`}
      ${point && html`<div><dt>${t('chaine.point')}</dt><dd>${point.sequence} · ${dateTime(point.purge_le)}</dd></div>`}
    </dl>
  `;
}
