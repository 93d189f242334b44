// The table path -> title, the permission the API will ask, screen. A screen is loaded when it is first opened.

const route = (path, title, permission, load) => ({ path, title, permission, load });

export const routes = [
  route('/', 'nav.accueil', null, () => import('./pages/tableau_de_bord.js')),
  route('/pieces', 'nav.pieces', 'pieces.lire', () => import('./pages/pieces.js')),
  route('/pieces/nouvelle', 'piece.nouvelle', 'pieces.gerer', () => import('./pages/piece_edition.js')),
  route('/pieces/:id', 'nav.pieces', 'pieces.lire', () => import('./pages/piece.js')),
  route('/pieces/:id/modifier', 'piece.modifier', 'pieces.gerer', () => import('./pages/piece_edition.js')),
  route('/stock', 'nav.stock', 'stock.lire', () => import('./pages/niveaux.js')),
  route('/stock/mouvement', 'mouvement.nouveau', 'stock.mouvementer', () => import('./pages/mouvement.js')),
  route('/stock/mouvements', 'nav.mouvements', 'stock.lire', () => import('./pages/mouvements.js')),
  route('/stock/emplacements', 'nav.emplacements', 'stock.lire', () => import('./pages/emplacements.js')),
  route('/commandes', 'nav.commandes', 'commandes.lire', () => import('./pages/commandes.js')),
  route('/commandes/nouvelle', 'commande.nouvelle', 'commandes.gerer', () => import('./pages/commande_edition.js')),
  route('/commandes/:id', 'nav.commandes', 'commandes.lire', () => import('./pages/commande.js')),
  route('/commandes/:id/modifier', 'commande.modifier', 'commandes.gerer', () => import('./pages/commande_edition.js')),
  route('/clients', 'nav.clients', 'clients.lire', () => import('./pages/clients.js')),
  route('/notifications', 'nav.notifications', 'notifications.lire', () => import('./pages/notifications/notifications.js')),
  route('/corbeille', 'nav.corbeille', 'corbeille.lire', () => import('./pages/journal/corbeille.js')),
  route('/services', 'nav.services', 'gateway.lire', () => import('./pages/journal/services.js')),
  route('/journal', 'nav.journal', 'logs.lire', () => import('./pages/journal/journal.js')),
  route('/users', 'nav.utilisateurs', 'utilisateurs.lire', () => import('./pages/utilisateurs/utilisateurs.js')),
  route('/users/add', 'utilisateur.ajouter', 'utilisateurs.gerer', () => import('./pages/utilisateurs/utilisateur_ajout.js')),
  route('/compte', 'nav.compte', null, () => import('./pages/compte/profil.js')),
];
