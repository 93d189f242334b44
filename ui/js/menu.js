// The menu: groups of routes, in order. `main` entries are also in the bottom bar of a phone, under their `short` title.

export const menu = [
  { label: null, entries: [{ path: '/', icon: 'layout-dashboard', main: true, short: 'nav.accueil_court' }] },
  {
    label: 'nav.groupe.stock',
    entries: [
      { path: '/pieces', icon: 'package', main: true },
      { path: '/stock', icon: 'stack-2', main: true },
      { path: '/stock/mouvements', icon: 'arrows-exchange' },
      { path: '/stock/emplacements', icon: 'building-warehouse' },
      { path: '/stock/inventaires', icon: 'clipboard-list' },
      { path: '/stock/reservations', icon: 'bookmark' },
      { path: '/rapports', icon: 'chart-bar' },
    ],
  },
  {
    label: 'nav.groupe.ventes',
    entries: [
      { path: '/commandes', icon: 'shopping-cart', main: true },
      { path: '/clients', icon: 'building-store' },
      { path: '/factures', icon: 'file-invoice' },
      { path: '/paiements', icon: 'cash' },
      { path: '/echeancier', icon: 'calendar-due' },
    ],
  },
  {
    label: 'nav.groupe.achats',
    entries: [
      { path: '/stock/reapprovisionnement', icon: 'bulb' },
      { path: '/achats', icon: 'truck' },
      { path: '/fournisseurs', icon: 'building-factory-2' },
    ],
  },
  {
    label: 'nav.groupe.suivi',
    entries: [
      { path: '/notifications', icon: 'bell' },
      { path: '/corbeille', icon: 'trash' },
    ],
  },
  {
    label: 'nav.groupe.administration',
    entries: [
      { path: '/users', icon: 'users' },
      { path: '/journal', icon: 'history' },
      { path: '/services', icon: 'server-2' },
      { path: '/configuration', icon: 'adjustments' },
    ],
  },
];
