/** Where a notification leads: its own link, else what it is about. */
export function addressOf({ lien, piece_id: piece, commande_id: order }) {
  if (lien) return lien;
  if (piece) return `/pieces/${piece}`;
  return order ? `/commandes/${order}` : '/notifications';
}

/** True when the screen at `path` already shows what the notification is about. */
export function isShownAt(path, { lien, piece_id: piece, commande_id: order }) {
  const parts = path.split('/');
  return path === lien?.split('?')[0] || [piece, order].some((id) => id && parts.includes(id));
}
