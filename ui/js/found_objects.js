// The objects the palette finds, of each kind this person may read: a few, asked for all at once.
import * as commandes from './api/commandes.js';
import * as factures from './api/factures.js';
import * as pieces from './api/pieces.js';
import * as stock from './api/stock.js';
import { clients, fournisseurs } from './api/tiers.js';
import { can } from './session.js';
import { reportError } from './toasts.js';

const SHORTEST = 2;
const FEW = 4;

const KINDS = [
  {
    permission: 'pieces.lire',
    list: pieces.list,
    show: ({ id, nom, reference }) => ({ path: `/pieces/${id}`, icon: 'box', label: nom, hint: reference }),
  },
  {
    permission: 'commandes.lire',
    list: commandes.list,
    show: ({ id, reference, type, client, fournisseur }) => ({
      path: `/commandes/${id}`,
      icon: type === 'achat' ? 'truck' : 'shopping-cart',
      label: (client ?? fournisseur)?.nom ?? reference,
      hint: reference,
    }),
  },
  {
    permission: 'factures.lire',
    list: factures.list,
    show: ({ id, numero, client }) => ({ path: `/factures/${id}`, icon: 'file-invoice', label: client?.nom ?? numero, hint: numero }),
  },
  {
    permission: 'clients.lire',
    list: clients.list,
    show: ({ id, nom }) => ({ path: `/clients/${id}`, icon: 'building-store', label: nom }),
  },
  {
    permission: 'fournisseurs.lire',
    list: fournisseurs.list,
    show: ({ id, nom }) => ({ path: `/fournisseurs/${id}`, icon: 'building-factory-2', label: nom }),
  },
  {
    permission: 'stock.lire',
    list: stock.searchPlaces,
    show: ({ id, nom, code }) => ({
      path: '/stock',
      query: { emplacement_id: id },
      icon: 'building-warehouse',
      label: nom,
      hint: code,
    }),
  },
];

/** A service that does not answer is told of, and does not hide what the others found. */
export async function foundObjects(typed, signal) {
  if (typed.length < SHORTEST) return [];
  const asked = KINDS.filter(({ permission }) => can(permission)).map(async ({ list, show }) => {
    const { results } = await list({ search: typed, page_size: FEW }, signal);
    return results.map((row) => ({ id: row.id, ...show(row) }));
  });
  const answers = await Promise.allSettled(asked);
  signal.throwIfAborted();
  const failed = answers.find(({ status }) => status === 'rejected');
  if (failed) reportError(failed.reason);
  return answers.flatMap(({ value }) => value ?? []);
}
