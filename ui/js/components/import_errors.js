import { html } from '../html.js';
import { language, t } from '../i18n.js';
import { count } from '../format.js';
import { Clipped } from './clipped.js';

const SHOWN = 200;

/** Every error of the file at once, by line and column, so that it is corrected in one go. */
export function ImportErrors({ found }) {
  const errors = found.erreurs.slice(0, SHOWN);
  return html`
    <section class="card panel list-card import-errors" role="alert">
      <header class="panel-header">
        <h2>${t('import.erreurs', { n: found.erreurs.length, nombre: count(found.erreurs.length) })}</h2>
      </header>
      <div class="table-wrap" tabindex="0">
        <table class="table data-table">
          <caption class="visually-hidden">${t('import.en_erreur')}</caption>
          <thead>
            <tr>
              <th scope="col" class="num">${t('import.ligne')}</th>
              <th scope="col">${t('import.colonne')}</th>
              <th scope="col">${t('import.valeur')}</th>
              <th scope="col">${t('import.raison')}</th>
            </tr>
          </thead>
          <tbody>
            ${errors.map((error, i) => html`
              <tr key=${i}>
                <td class="num" data-label=${t('import.ligne')}>${error.ligne}</td>
                <td data-label=${t('import.colonne')}>
                  ${error.colonne && html`<code>${error.colonne}</code>`} ${error.en_tete}
                </td>
                <td data-label=${t('import.valeur')}>
                  <code><${Clipped} text=${error.valeur} /></code>
                </td>
                <td class="card-title-cell">${language.value === 'en' ? (error.message_en ?? error.message) : error.message}</td>
              </tr>
            `)}
          </tbody>
        </table>
      </div>
    </section>
  `;
}
