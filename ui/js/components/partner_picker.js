import { useState } from 'preact/hooks';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { can } from '../session.js';
import { Combobox } from './combobox.js';
import { PartnerDialog } from './partner_dialog.js';

const line = (found) => html`
  <span class="pick-line">
    <span>${found.nom}</span>
    <small class="text-secondary">${found.email}</small>
  </span>
`;

/** A customer or a supplier, found or created without leaving the form. */
export function PartnerPicker({ partner, onChoose, ...props }) {
  const { api } = partner;
  const [creating, setCreating] = useState(null);
  const search = async (text, signal) => (await api.list({ search: text, page_size: 8 }, signal)).results;
  const create = can(partner.manages) && {
    label: (nom) => t(partner.word('creer_nomme'), { nom }),
    run: setCreating,
  };
  return html`
    <${Combobox}
      label=${t(partner.word(partner.kind))}
      placeholder=${t(partner.word('chercher'))}
      search=${search}
      draw=${line}
      text=${(found) => found.nom}
      create=${create || undefined}
      onChoose=${onChoose}
      ...${props}
    />
    ${creating !== null && html`
      <${PartnerDialog}
        partner=${partner}
        initial=${{ nom: creating }}
        onClose=${() => setCreating(null)}
        onSaved=${(saved) => {
          setCreating(null);
          onChoose(saved);
        }}
      />
    `}
  `;
}
