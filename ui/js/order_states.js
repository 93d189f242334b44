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

export const isEditable = ({ etat }) => etat === 'brouillon';

/** done, current or todo, for the drawn progress. "preparee" is optional: it is done once passed. */
export function stepState(step, etat) {
  const [at, now] = [STEPS.indexOf(step), STEPS.indexOf(etat)];
  if (at < now) return 'done';
  return at === now ? 'current' : 'todo';
}
