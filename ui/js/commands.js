// What the palette offers: acts and screens this person may reach, and the objects that match.
import { foundObjects } from './found_objects.js';
import { t } from './i18n.js';
import { allowedMenu } from './navigation.js';
import { can } from './session.js';

const ACTS = [
  {
    path: '/stock/mouvement',
    icon: 'arrows-exchange',
    title: 'mouvement.nouveau',
    permission: 'stock.mouvementer',
  },
  {
    path: '/commandes/nouvelle',
    icon: 'shopping-cart',
    title: 'commande.nouvelle',
    permission: 'commandes.gerer',
  },
  { path: '/pieces/nouvelle', icon: 'package', title: 'piece.nouvelle', permission: 'pieces.gerer' },
  { path: '/users/add', icon: 'user-plus', title: 'utilisateur.ajouter', permission: 'utilisateurs.gerer' },
];

const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export async function commands(typed, signal) {
  const screens = allowedMenu().flatMap(({ entries }) => entries);
  const known = [...ACTS.filter(({ permission }) => can(permission)), ...screens]
    .map((entry) => ({ ...entry, id: entry.path, label: t(entry.title) }))
    .filter(({ label }) => plain(label).includes(plain(typed)));
  return [...(await foundObjects(typed, signal)), ...known];
}
