import { compactMoney, count, money, quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { Icon } from './icon.js';

/** The figures at the top of the dashboard; each leads to the list it counts. */
export function StockFigures({ board }) {
  const figures = [
    {
      icon: 'currency-euro',
      tone: 'blue',
      label: t('tableau.valeur'),
      value: board && compactMoney(board.valeur_totale),
      title: board && money(board.valeur_totale),
      href: '#/stock',
      note: t('tableau.unites', { quantite: board ? quantity(board.quantite_totale) : '…' }),
    },
    {
      icon: 'package',
      tone: 'indigo',
      label: t('tableau.pieces'),
      value: board && count(board.pieces),
      note: t('tableau.note.pieces'),
      href: '#/pieces',
    },
    {
      icon: 'package-off',
      tone: 'red',
      label: t('tableau.epuises'),
      value: board && count(board.epuises),
      note: t('tableau.note.epuises'),
      href: '#/stock?etat=epuise',
    },
    {
      icon: 'trending-down',
      tone: 'yellow',
      label: t('tableau.bas'),
      value: board && count(board.bas),
      note: t('tableau.note.bas'),
      href: '#/stock?etat=bas',
    },
    {
      icon: 'activity',
      tone: 'green',
      label: t('tableau.aujourdhui'),
      value: board && count(board.mouvements_aujourdhui),
      note: t('tableau.note.aujourdhui'),
      href: '#/stock/mouvements',
    },
  ];
  return html`
    <div class="figures">
      ${figures.map((figure) => html`
        <${Figure} key=${figure.icon} ...${figure} />
      `)}
    </div>
  `;
}

function Figure({ icon, tone, label, value, title, note, href }) {
  return html`
    <a class="card figure" href=${href} title=${title}>
      <span class=${`figure-icon tone-${tone}`}>
        <${Icon} name=${icon} size=${22} />
      </span>
      <span class="figure-text">
        <span class="figure-label">${label}</span>
        <strong class="figure-value">${value ?? html`<span class="skeleton-line w-50"></span>`}</strong>
        <span class="figure-note">${note}</span>
      </span>
    </a>
  `;
}
