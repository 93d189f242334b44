import { orderTotals } from '../decimal.js';
import { money } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { filled } from '../order_lines.js';

export function OrderTotals({ lines }) {
  return html`<${Totals} ...${orderTotals(filled(lines))} />`;
}

export function Totals({ ht, tva, ttc }) {
  return html`
    <dl class="totals">
      <div>
        <dt>${t('commande.total_ht')}</dt>
        <dd>${money(ht)}</dd>
      </div>
      <div>
        <dt>${t('commande.total_tva')}</dt>
        <dd>${money(tva)}</dd>
      </div>
      <div class="totals-main">
        <dt>${t('commande.total_ttc')}</dt>
        <dd>${money(ttc)}</dd>
      </div>
    </dl>
  `;
}
