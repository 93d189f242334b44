import * as pieces from '../api/pieces.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { Combobox } from './combobox.js';

const search = async (text, signal) => (await pieces.list({ search: text, page_size: 8 }, signal)).results;
const line = (piece) => html`
  <span class="pick-line">
    <code>${piece.reference}</code>
    <span>${piece.nom}</span>
  </span>
`;
const chosenText = (piece) => `${piece.reference} · ${piece.nom}`;

export function PiecePicker(props) {
  return html`
    <${Combobox}
      label=${t('piece.piece')}
      placeholder=${t('piece.chercher')}
      search=${search}
      draw=${line}
      text=${chosenText}
      ...${props}
    />
  `;
}
