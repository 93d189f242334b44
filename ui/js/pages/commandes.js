import { OrderList } from '../components/order_list.js';
import { html } from '../html.js';

export default function Commandes() {
  return html`<${OrderList} type="vente" />`;
}
