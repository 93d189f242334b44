import { html } from '../html.js';
import { t } from '../i18n.js';

export function PartnerCard({ partner }) {
  if (!partner) return null;
  return html`
    <section class="card panel">
      <header class="panel-header">
        <h2>${t('client.client')}</h2>
      </header>
      <div class="panel-body partner">
        <strong>${partner.nom}</strong>
        ${partner.email && html`<a href=${`mailto:${partner.email}`}>${partner.email}</a>`}
        ${partner.telephone && html`<a href=${`tel:${partner.telephone}`}>${partner.telephone}</a>`}
        ${partner.adresse && html`<address>${partner.adresse}</address>`}
      </div>
    </section>
  `;
}
