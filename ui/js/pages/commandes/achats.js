import { OrderList } from '../../components/order_list.js';
import { html } from '../../html.js';

export default function Achats() {
  return html`<${OrderList} type="achat" />`;
}
