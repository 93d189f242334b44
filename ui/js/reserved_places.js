// Where the parts of a sale wait: what is reserved for each of its lines, place by place.
import * as api from './api/stock.js';
import { quantity } from './format.js';
import { t } from './i18n.js';
import { useResource } from './resource.js';
import { can } from './session.js';

const SIZE = 200;
const NOTHING_HELD = ['brouillon', 'expediee', 'livree', 'retournee', 'annulee'];

/** A function from a line's id to "À prendre : 3 en A-01 · 2 en B-02", or to null. */
export function useReservedPlaces(order) {
  const asks = order.type === 'vente' && can('stock.lire') && !NOTHING_HELD.includes(order.etat);
  const query = { commande_id: order.id, etat: 'active', page_size: SIZE };
  const { data } = useResource(asks ? (signal) => api.listReservations(query, signal) : null, [order.id, order.etat, order.version]);
  const rows = (asks && data?.results) || [];
  return (lineId) => toText(rows.filter(({ ligne_id: id }) => id === lineId));
}

function toText(rows) {
  if (!rows.length) return null;
  const places = rows
    .toSorted((a, b) => a.emplacement.code.localeCompare(b.emplacement.code))
    .map((row) => t('commande.reserve_en', { quantite: quantity(row.quantite), code: row.emplacement.code }));
  return t('commande.a_prendre', { emplacements: places.join(' · ') });
}
