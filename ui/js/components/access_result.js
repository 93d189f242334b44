import { html } from '../html.js';
import { t } from '../i18n.js';
import { AccessFrame } from './access_frame.js';
import { Icon } from './icon.js';

const ICONS = { green: 'circle-check', red: 'alert-circle', blue: 'mail' };

/** How an act ended, before signing in: one sentence, one way on. */
export function AccessResult({ tone = 'green', title, text, to = '#/', label, children }) {
  return html`
    <${AccessFrame}
      title=${html`<span class=${`access-mark tone-${tone}`}><${Icon} name=${ICONS[tone]} size=${28} /></span>${title}`}
      text=${text}>
      ${children}
      <a class="btn btn-primary btn-lg w-100" href=${to}>${label ?? t('acces.retour')}</a>
    <//>
  `;
}

/** A link of a mail that was used already, or is over. */
export function DeadLink({ error, text }) {
  return html`<${AccessResult} tone="red" title=${t('lien.perdu')} text=${text ?? error} />`;
}
