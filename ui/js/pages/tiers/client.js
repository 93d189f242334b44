import { PartnerPage } from '../../components/partner_page.js';
import { html } from '../../html.js';
import { CLIENT } from '../../partners.js';

export default function Client({ id }) {
  return html`<${PartnerPage} partner=${CLIENT} id=${id} />`;
}
