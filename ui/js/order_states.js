// What each state of a sale leads to. The API has the last word: it answers 409 transition_interdite.

export const STEPS = ['brouillon', 'validee', 'preparee', 'expediee', 'livree'];

const NEXT = {
  brouillon: ['valider', 'annuler'],
  validee: ['expedier', 'preparer', 'annuler'],
  preparee: ['expedier', 'annuler'],
  expediee: ['livrer'],
};

/** The acts offered in this state, the usual one first. */
export const actionsOf = ({ etat, type }) => (type === 'achat' ? [] : (NEXT[etat] ?? []));

/** True while stock_service has not answered yet: the API carries on by itself, and the screen looks again. */
export const isWaiting = ({ etat }) => etat.endsWith('_en_cours');

// the step an order waits at is the one it comes from
const STANDS_AT = {
  validation_en_cours: 'brouillon',
  expedition_en_cours: 'validee',
  annulation_en_cours: 'validee',
};

export const isEditable = ({ etat }) => etat === 'brouillon';

/** done, current or todo, for the drawn progress. "preparee" is optional: it is done once passed. */
export function stepState(step, etat) {
  const [at, now] = [STEPS.indexOf(step), STEPS.indexOf(STANDS_AT[etat] ?? etat)];
  if (at < now) return 'done';
  return at === now ? 'current' : 'todo';
}
