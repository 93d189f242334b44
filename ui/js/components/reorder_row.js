import { useState } from 'preact/hooks';
import { money, quantity, typed } from '../format.js';
import { html } from '../html.js';
import { language, t } from '../i18n.js';
import { quantityOf } from '../order_proposals.js';
import { SUPPLIER } from '../partners.js';
import { can } from '../session.js';
import { unitFor } from '../units.js';
import { UrgencyBadge } from './badges.js';
import { Icon } from './icon.js';
import { PartnerPicker } from './partner_picker.js';

/** One proposal: what, how many, from whom, and why in words with the sum behind. */
export function ProposalRow({ row, choice, onChoose, onChange }) {
  const [open, setOpen] = useState(false);
  const supplier = choice?.fournisseur ?? (row.fournisseur_id && { id: row.fournisseur_id, nom: row.fournisseur_nom });
  return html`
    <li class=${choice ? 'is-chosen' : ''}>
      ${onChoose && html`
        <input
          type="checkbox"
          class="form-check-input"
          aria-label=${t('reappro.choisir', { nom: row.nom })}
          checked=${Boolean(choice)}
          onChange=${onChoose}
        />
      `}
      <div class="proposal-what">
        <a class="row-link" href=${`#/pieces/${row.piece_id}`}>
          ${row.nom}
        </a>
        <small>
          <code>${row.reference}</code>
        </small>
        <span class="proposal-why">
          ${reason(row)}
          ${' '}
          <button type="button" class="btn-text" aria-expanded=${open} onClick=${() => setOpen(!open)}>
            ${t(open ? 'reappro.moins' : 'reappro.calcul')}
          </button>
        </span>
        ${open && html`<${Sum} row=${row} />`}
      </div>
      <${UrgencyBadge} urgence=${row.urgence} />
      <div class="proposal-supplier">
        ${supplier && !choice?.changes ? html`
          <span>${supplier.nom || t('fournisseur.fournisseur')}</span>
          ${onChoose && can('fournisseurs.lire') && html`
            <button
              type="button"
              class="icon-button icon-button-sm"
              aria-label=${t('reappro.changer_fournisseur', { nom: row.nom })}
              onClick=${() => onChange({ changes: true })}>
              <${Icon} name="edit" size=${14} />
            </button>
          `}
        ` : html`
          ${onChoose && can('fournisseurs.lire') ? html`
            <${PartnerPicker}
              compact
              partner=${SUPPLIER}
              label=${t('fournisseur.fournisseur')}
              chosen=${null}
              onChoose=${(fournisseur) => onChange({ fournisseur, changes: false })}
            />
          ` : html`
            <span class="is-late">${t('reappro.sans_fournisseur')}</span>
          `}
        `}
      </div>
      <label class="proposal-quantity">
        <input
          class="form-control num"
          inputmode="decimal"
          aria-label=${t('reappro.quantite', { nom: row.nom })}
          disabled=${!onChoose}
          value=${choice?.quantite ?? typed(row.quantite_proposee)}
          onInput=${(event) => onChange({ quantite: event.target.value })}
          onFocus=${(event) => event.target.select()}
        />
        <small>
          ${unitFor(row.unite, quantityOf({ row, quantite: choice?.quantite }))} · ${money(row.prix_achat)}
        </small>
      </label>
    </li>
  `;
}

// in a few words; the whole sentence is with the sum
function reason({ disponible, en_commande: ordered, point_commande: point, quantite_proposee: proposed, lot_commande: lot }) {
  const parts = [
    t('reappro.disponible', { n: disponible, quantite: quantity(disponible) }),
    Number(ordered) ? t('reappro.en_route', { n: ordered, quantite: quantity(ordered) }) : null,
    t('reappro.point_de', { quantite: quantity(point) }),
  ];
  const amount = lot ? t('reappro.par_lots', { quantite: quantity(proposed), lot: quantity(lot) }) : quantity(proposed);
  return `${parts.filter(Boolean).join(', ')} → ${amount}`;
}

// the sum that gives the quantity, one term a line
function Sum({ row }) {
  const terms = [
    ['stock.disponible', quantity(row.disponible)],
    ['stock.en_commande', quantity(row.en_commande)],
    ['reappro.projete', quantity(row.projete)],
    ['reappro.consommation', t('reappro.par_jour', { quantite: quantity(row.consommation_jour), n: row.jours })],
    ['reappro.delai', t('reappro.delai_jours', { n: row.delai_jours, source: t(`reappro.source.${row.delai_source}`) })],
    ['reappro.besoin', quantity(row.besoin_delai)],
    ['reappro.point', quantity(row.point_commande)],
    ['reappro.cible', quantity(row.cible)],
    ['reappro.couverture', row.couverture_jours === null ? '∞' : t('rapport.jours', { n: quantity(row.couverture_jours) })],
    ['seuil.lot', row.lot_commande ? quantity(row.lot_commande) : '–'],
    ['reappro.proposee', quantity(quantityOf({ row }))],
  ];
  return html`
    <p class="proposal-sentence">${row.explication?.[language.value]}</p>
    <dl class="proposal-sum">
      ${terms.map(([key, value]) => html`
        <div key=${key}>
          <dt>${t(key)}</dt>
          <dd>${value}</dd>
        </div>
      `)}
    </dl>
  `;
}
