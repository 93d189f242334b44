// A refused validation, kept from the editor that asked for it to the page of the order, which shows it line by line.
let kept = null;

export function keepRefusal(orderId, error) {
  kept = { orderId, error };
}

/** Given once, to the page of that order. */
export function takeRefusal(orderId) {
  const found = kept?.orderId === orderId ? kept.error : null;
  kept = null;
  return found;
}
