import { useRef } from 'preact/hooks';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { newLine } from '../order_lines.js';
import { Icon } from './icon.js';
import { OrderLineRow } from './order_line_row.js';

const HEADS = [
  ['piece.piece', ''],
  ['stock.disponible', 'num'],
  ['mouvement.quantite', 'num'],
  ['commande.prix', 'num'],
  ['commande.remise', 'num'],
  ['piece.taux_tva', 'num'],
  ['commande.total_ht', 'num'],
];

/**
 * The lines of an order. Choosing a part on the last one opens the next; Enter goes on to it. `errorsOf(line)` is what
 * was said of a line, by field; `errors` are about all of them.
 */
export function OrderLinesEditor({ type, lines, onLines, errorsOf, errors, refusal, tools }) {
  function change(index, line) {
    const next = lines.map((other, i) => (i === index ? line : other));
    onLines(line.piece && index === lines.length - 1 ? [...next, newLine()] : next);
  }
  const remove = (index) => onLines(lines.length > 1 ? lines.filter((_, i) => i !== index) : [newLine()]);
  const body = useRef(null);
  const last = lines.length - 1;
  // from an empty line there is nowhere to go but itself
  function next(index) {
    if (index === last && lines[last].piece) onLines([...lines, newLine()]);
    const to = lines[index].piece ? index + 1 : index;
    requestAnimationFrame(() => body.current?.rows[to]?.querySelector('[role=combobox]').focus());
  }
  return html`
    <section class="card">
      <div class="list-tools order-tools">${tools}</div>
      <div class="table-wrap">
        <table class="table order-lines">
          <caption class="visually-hidden">${t('commande.lignes')}</caption>
          <thead>
            <tr>
              ${HEADS.map(([key, extra]) => html`
                <th key=${key} scope="col" class=${extra}>
                  ${t(key)}
                </th>
              `)}
              <th>
                <span class="visually-hidden">${t('champ.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody ref=${body}>
            ${lines.map((line, i) => html`
              <${OrderLineRow}
                key=${line.key}
                type=${type}
                line=${line}
                lines=${lines}
                number=${i + 1}
                onLine=${(value) => change(i, value)}
                onNext=${() => next(i)}
                onRemove=${() => remove(i)}
                errors=${errorsOf(line)}
                short=${refusal?.data?.lignes?.find(({ piece_id: id }) => id === line.piece?.id)}
              />
            `)}
          </tbody>
        </table>
      </div>
      ${errors && html`<div class="field-error px-3 pb-2">${errors.join(' ')}</div>`}
      <button type="button" class="btn btn-link add-line" onClick=${() => onLines([...lines, newLine()])}>
        <${Icon} name="plus" size=${18} />
        ${t('commande.ajouter_ligne')}
      </button>
    </section>
  `;
}
