// Customers and suppliers: one shape, two addresses, two words. What differs between them is here.
import { clients, fournisseurs } from './api/tiers.js';

export const CLIENT = {
  kind: 'client',
  word: (name) => `client.${name}`,
  api: clients,
  path: '/clients',
  module: 'clients',
  orderType: 'vente',
  icon: 'building-store',
  reads: 'clients.lire',
  manages: 'clients.gerer',
};
export const SUPPLIER = {
  kind: 'fournisseur',
  word: (name) => `fournisseur.${name}`,
  api: fournisseurs,
  path: '/fournisseurs',
  module: 'fournisseurs',
  orderType: 'achat',
  icon: 'building-factory-2',
  reads: 'fournisseurs.lire',
  manages: 'fournisseurs.gerer',
};

export const partnerOf = (order) => (order.type === 'achat' ? SUPPLIER : CLIENT);
