import { PartnerList } from '../components/partner_list.js';
import { html } from '../html.js';
import { CLIENT } from '../partners.js';

export default function Clients() {
  return html`<${PartnerList} partner=${CLIENT} />`;
}
