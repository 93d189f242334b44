import { PartnerPage } from '../../components/partner_page.js';
import { html } from '../../html.js';
import { SUPPLIER } from '../../partners.js';

export default function Fournisseur({ id }) {
  return html`<${PartnerPage} partner=${SUPPLIER} id=${id} />`;
}
