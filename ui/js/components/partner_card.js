import { html } from '../html.js';
import { t } from '../i18n.js';
import { partnerOf } from '../partners.js';
import { useResource } from '../resource.js';
import { can } from '../session.js';

/** Who the order is for, or from. */
export function PartnerCard({ order }) {
  const partner = partnerOf(order);
  const brief = order[partner.kind];
  const reads = brief && can(partner.reads);
  const { data } = useResource(reads ? (signal) => partner.api.read(brief.id, signal) : null, [brief?.id]);
  if (!brief) return null;
  const { email, telephone, adresse } = data ?? {};
  return html`
    <section class="card panel">
      <header class="panel-header">
        <h2>${t(partner.word(partner.kind))}</h2>
      </header>
      <div class="panel-body partner">
        ${reads ? html`<a class="row-link" href=${`#${partner.path}/${brief.id}`}>${brief.nom}</a>` : html`<strong>${brief.nom}</strong>`}
        ${email && html`<a href=${`mailto:${email}`}>${email}</a>`}
        ${telephone && html`<a href=${`tel:${telephone}`}>${telephone}</a>`}
        ${adresse && html`<address>${adresse}</address>`}
      </div>
    </section>
  `;
}
