import { read } from '../api/commandes.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useResource } from '../resource.js';
import { can } from '../session.js';

// a list names the same orders on many rows, and a reference never changes
const references = new Map();

function referenceOf(id) {
  if (!references.has(id)) {
    const asked = read(id).then(({ reference }) => reference);
    asked.catch(() => references.delete(id));
    references.set(id, asked);
  }
  return references.get(id);
}

/** A link to an order known by its id alone: its reference, once read. */
export function OrderLink({ id }) {
  const { data } = useResource(can('commandes.lire') ? () => referenceOf(id) : null, [id]);
  return html`<a class="cell-line" href=${`#/commandes/${id}`}>${data ?? t('reservation.pour_commande')}</a>`;
}
