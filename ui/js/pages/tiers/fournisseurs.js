import { PartnerList } from '../../components/partner_list.js';
import { html } from '../../html.js';
import { SUPPLIER } from '../../partners.js';

export default function Fournisseurs() {
  return html`<${PartnerList} partner=${SUPPLIER} />`;
}
