import { useState } from 'preact/hooks';
import { clients } from '../api/tiers.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { can } from '../session.js';
import { ClientDialog } from './client_dialog.js';
import { Combobox } from './combobox.js';

const search = async (text, signal) => (await clients.list({ search: text, page_size: 8 }, signal)).results;
const line = (client) => html`
  <span class="pick-line">
    <span>${client.nom}</span>
    <small class="text-secondary">${client.email}</small>
  </span>
`;

/** A customer, found or created without leaving the form. */
export function ClientPicker({ onChoose, ...props }) {
  const [creating, setCreating] = useState(null);
  const create = can('clients.gerer') && {
    label: (nom) => t('client.creer_nomme', { nom }),
    run: setCreating,
  };
  return html`
    <${Combobox}
      label=${t('client.client')}
      placeholder=${t('client.chercher')}
      search=${search}
      draw=${line}
      text=${(client) => client.nom}
      create=${create || undefined}
      onChoose=${onChoose}
      ...${props}
    />
    ${creating !== null && html`
      <${ClientDialog}
        initial=${{ nom: creating }}
        onClose=${() => setCreating(null)}
        onSaved=${(client) => {
          setCreating(null);
          onChoose(client);
        }}
      />
    `}
  `;
}
