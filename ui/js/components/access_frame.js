import { html } from '../html.js';
import { t } from '../i18n.js';
import { Icon } from './icon.js';
import { LanguageSwitch } from './language_switch.js';
import { ThemeSwitch } from './top_bar.js';

const PROMISES = [
  ['package', 'acces.promesse.pieces'],
  ['arrows-exchange', 'acces.promesse.mouvements'],
  ['shopping-cart', 'acces.promesse.commandes'],
];

/** The frame of the screens before sign-in: what the product is on one side, the form on the other. */
export function AccessFrame({ title, text, children }) {
  return html`
    <div class="access">
      <aside class="access-side">
        <div class="access-brand">
          <img src="/assets/favicon.svg" width="40" height="40" alt="" />
          ${t('app.nom')}
        </div>
        <div>
          <p class="access-slogan">${t('acces.slogan')}</p>
          <ul>
            ${PROMISES.map(([icon, key]) => html`
              <li key=${key}>
                <${Icon} name=${icon} />
                ${t(key)}
              </li>
            `)}
          </ul>
        </div>
        <${Shelves} />
      </aside>
      <main class="access-main">
        <div class="access-tools">
          <${LanguageSwitch} />
          <${ThemeSwitch} />
        </div>
        <div class="access-form">
          <h1>${title}</h1>
          ${text && html`<p class="text-secondary">${text}</p>`}
          ${children}
        </div>
      </main>
    </div>
  `;
}

// three shelves of boxes: x, width and height of each
const SHELVES = [
  [
    [10, 40, 34],
    [56, 30, 22],
    [150, 44, 40],
    [200, 28, 26],
  ],
  [
    [24, 30, 26],
    [60, 52, 38],
    [118, 26, 18],
    [212, 38, 32],
  ],
  [
    [8, 56, 40],
    [120, 34, 28],
    [160, 34, 28],
    [200, 52, 20],
  ],
];

function Shelves() {
  return html`
    <svg class="access-shelves" viewBox="0 0 270 200" aria-hidden="true">
      ${SHELVES.map((boxes, row) =>
        boxes.map(([x, w, h]) => html`
          <rect class="box" x=${x} y=${58 + row * 60 - h} width=${w} height=${h} rx="3" />
        `),
      )}
      ${SHELVES.map((_, row) => html`
        <rect class="board" x="0" y=${58 + row * 60} width="270" height="5" rx="2" />
      `)}
    </svg>
  `;
}
