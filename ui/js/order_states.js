// What a person is shown of the states of an order. Which acts are possible is the API's word (`actions`).

const STEPS = {
  vente: ['brouillon', 'validee', 'preparee', 'expediee', 'livree'],
  achat: ['brouillon', 'validee', 'recue'],
};
const STATES = {
  vente: ['brouillon', 'validee', 'preparee', 'partiellement_expediee', 'expediee', 'livree', 'retournee', 'annulee'],
  achat: ['brouillon', 'validee', 'partiellement_recue', 'recue', 'retournee', 'annulee'],
};

export const stepsOf = (type) => STEPS[type] ?? STEPS.vente;

/** The states that an order of this kind rests in, for filters. */
export const statesOf = (type) => STATES[type];

const PERMISSION = {
  valider: 'commandes.gerer',
  modifier: 'commandes.gerer',
  dupliquer: 'commandes.gerer',
  solder: 'commandes.gerer',
  annuler: 'commandes.gerer',
  supprimer: 'commandes.gerer',
  preparer: 'commandes.expedier',
  expedier: 'commandes.expedier',
  livrer: 'commandes.expedier',
  recevoir: 'commandes.expedier',
  retourner: 'commandes.expedier',
  facturer: 'factures.gerer',
};
// the usual next step first: these have a button of their own, the others are in the menu beside
const BUTTONS = ['valider', 'recevoir', 'expedier', 'facturer', 'livrer', 'preparer'];
const MENU = ['modifier', 'retourner', 'solder', 'dupliquer', 'annuler', 'supprimer'];

/** {buttons, others}: what this person may do with the order now. `can(permission)` answers for the person. */
export function actionsOf({ actions = [] }, can) {
  const allowed = (names) => names.filter((name) => actions.includes(name) && can(PERMISSION[name]));
  return { buttons: allowed(BUTTONS), others: allowed(MENU) };
}

/** True while stock_service has not answered yet: the API carries on by itself, and the screen looks again. */
export const isWaiting = ({ etat }) => etat.endsWith('_en_cours');

// the step that an order stands at when its state is not one of them
const STANDS_AT = {
  validation_en_cours: 'brouillon',
  expedition_en_cours: 'validee',
  annulation_en_cours: 'validee',
  reception_en_cours: 'validee',
  partiellement_recue: 'validee',
  partiellement_expediee: 'preparee',
};
const PAST_ALL = ['retournee', 'retour_en_cours', 'solde_en_cours'];

/** done, current or todo, for the drawn progress. "preparee" is optional: it is done once passed. */
export function stepState(step, etat, type = 'vente') {
  const steps = stepsOf(type);
  const now = PAST_ALL.includes(etat) ? steps.length : steps.indexOf(STANDS_AT[etat] ?? etat);
  const at = steps.indexOf(step);
  if (at < now) return 'done';
  return at === now ? 'current' : 'todo';
}
