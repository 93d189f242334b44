// The table path -> screen, and the permission the API will ask of it. Screens are loaded when first opened.

export const routes = [
  { path: '/', title: 'nav.accueil', load: () => import('./pages/tableau_de_bord.js') },
  { path: '/pieces', title: 'nav.pieces', permission: 'pieces.lire', load: () => import('./pages/pieces.js') },
  { path: '/pieces/nouvelle', title: 'piece.nouvelle', permission: 'pieces.gerer', load: () => import('./pages/piece_edition.js') },
  { path: '/pieces/:id', title: 'nav.pieces', permission: 'pieces.lire', load: () => import('./pages/piece.js') },
  { path: '/pieces/:id/modifier', title: 'piece.modifier', permission: 'pieces.gerer', load: () => import('./pages/piece_edition.js') },
  { path: '/stock', title: 'nav.stock', permission: 'stock.lire', load: () => import('./pages/niveaux.js') },
  { path: '/stock/mouvement', title: 'mouvement.nouveau', permission: 'stock.mouvementer', load: () => import('./pages/mouvement.js') },
  { path: '/stock/mouvements', title: 'nav.mouvements', permission: 'stock.lire', load: () => import('./pages/mouvements.js') },
  { path: '/stock/emplacements', title: 'nav.emplacements', permission: 'stock.lire', load: () => import('./pages/emplacements.js') },
  { path: '/commandes', title: 'nav.commandes', permission: 'commandes.lire', load: () => import('./pages/commandes.js') },
  { path: '/commandes/nouvelle', title: 'commande.nouvelle', permission: 'commandes.gerer', load: () => import('./pages/commande_edition.js') },
  { path: '/commandes/:id', title: 'nav.commandes', permission: 'commandes.lire', load: () => import('./pages/commande.js') },
  { path: '/commandes/:id/modifier', title: 'commande.modifier', permission: 'commandes.gerer', load: () => import('./pages/commande_edition.js') },
  { path: '/clients', title: 'nav.clients', permission: 'clients.lire', load: () => import('./pages/clients.js') },
  { path: '/notifications', title: 'nav.notifications', permission: 'notifications.lire', load: () => import('./pages/notifications.js') },
  { path: '/corbeille', title: 'nav.corbeille', permission: 'corbeille.lire', load: () => import('./pages/corbeille.js') },
  { path: '/services', title: 'nav.services', permission: 'gateway.lire', load: () => import('./pages/services.js') },
  { path: '/journal', title: 'nav.journal', permission: 'logs.lire', load: () => import('./pages/journal.js') },
  { path: '/users', title: 'nav.utilisateurs', permission: 'utilisateurs.lire', load: () => import('./pages/utilisateurs.js') },
  { path: '/users/add', title: 'utilisateur.ajouter', permission: 'utilisateurs.gerer', load: () => import('./pages/utilisateur_ajout.js') },
  { path: '/compte', title: 'nav.compte', load: () => import('./pages/compte.js') },
];

// The menu: groups of routes, in order. `main` entries are also in the bottom bar of a phone.
export const menu = [
  { label: null, entries: [{ path: '/', icon: 'layout-dashboard', main: true }] },
  { label: 'nav.groupe.stock', entries: [
    { path: '/pieces', icon: 'package', main: true },
    { path: '/stock', icon: 'stack-2', main: true },
    { path: '/stock/mouvements', icon: 'arrows-exchange' },
    { path: '/stock/emplacements', icon: 'building-warehouse' },
  ] },
  { label: 'nav.groupe.ventes', entries: [
    { path: '/commandes', icon: 'shopping-cart', main: true },
    { path: '/clients', icon: 'building-store' },
  ] },
  { label: 'nav.groupe.suivi', entries: [
    { path: '/notifications', icon: 'bell' },
    { path: '/corbeille', icon: 'trash' },
  ] },
  { label: 'nav.groupe.administration', entries: [
    { path: '/users', icon: 'users' },
    { path: '/journal', icon: 'history' },
    { path: '/services', icon: 'server-2' },
  ] },
];
