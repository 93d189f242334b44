import { money, percent } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { SUPPLIER } from '../partners.js';
import { useResource } from '../resource.js';
import { can } from '../session.js';

/** The card of a part. What was left empty is not shown. */
export function PieceFacts({ piece }) {
  const { fournisseur_id: supplierId } = piece;
  const supplier = useResource(
    supplierId && can('fournisseurs.lire') ? (signal) => SUPPLIER.api.read(supplierId, signal) : null,
    [supplierId],
  );
  const facts = [
    [t('piece.categorie'), piece.categorie?.nom],
    [t('piece.prix_achat'), piece.prix_achat && money(piece.prix_achat)],
    [t('piece.prix_vente'), piece.prix_vente && money(piece.prix_vente)],
    [t('piece.taux_tva'), piece.taux_tva && percent(piece.taux_tva)],
    [t('piece.unite'), piece.unite],
    [t('piece.fabricant'), [piece.fabricant, piece.reference_fabricant].filter(Boolean).join(' · ')],
    [t('piece.code_barres'), piece.code_barres && html`<code>${piece.code_barres}</code>`],
    [
      t('piece.fournisseur'),
      supplier.data && html`<a href=${`#/fournisseurs/${supplierId}`}>${supplier.data.nom}</a>`,
    ],
    [t('piece.codes_fournisseurs'), piece.codes_fournisseurs?.map(({ code }) => code).join(', ')],
    [t('piece.publie'), t(piece.publie ? 'oui' : 'non')],
    ...Object.entries(piece.attributs ?? {}).map(([name, value]) => [name, String(value)]),
  ].filter(([, value]) => value);
  return html`
    <section class="card panel">
      <header class="panel-header">
        <h2>${t('piece.fiche')}</h2>
      </header>
      <div class="panel-body">
        ${piece.description && html`<p class="piece-description">${piece.description}</p>`}
        <dl class="facts">
          ${facts.map(([name, value]) => html`
            <div key=${name}>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>
          `)}
        </dl>
      </div>
    </section>
  `;
}
