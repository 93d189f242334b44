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
  partiellement_recue: 'recue',
  partiellement_expediee: 'expediee',
};
const PARTLY = ['partiellement_expediee', 'partiellement_recue'];
const PAST_ALL = ['retournee', 'retour_en_cours', 'solde_en_cours'];

/** done, current or todo, for the drawn progress. "preparee" is optional: it is done once passed. */
export function stepState(step, etat, type = 'vente') {
  const steps = stepsOf(type);
  const now = PAST_ALL.includes(etat) ? steps.length : steps.indexOf(STANDS_AT[etat] ?? etat);
  const at = steps.indexOf(step);
  if (at < now) return 'done';
  return at === now ? 'current' : 'todo';
}

/** The state whose name a step shows: a step done in part says so. */
export const namedBy = (step, etat) => (PARTLY.includes(etat) && STANDS_AT[etat] === step ? etat : step);

/** The words of what an act came to: shipping may leave a rest, stock_service may not have answered, a purchase reserves nothing. */
export function outcomeOf(action, order) {
  if (isWaiting(order)) return 'commande.acte_en_cours';
  if (action === 'expedier' && PARTLY.includes(order.etat)) return 'commande.expedier_fait_partie';
  if (action === 'valider' && order.type === 'achat') return 'commande.valider_fait_achat';
  return `commande.${action}_fait`;
}

/** The words of a step that was taken: an order that comes back to the state it had says what happened in between. */
export function stepWords({ action, etat_avant: before, etat_apres: after, motif }) {
  if (isWaiting({ etat: before }) && motif) return 'commande.etape_refusee';
  if (action === 'retourner' && after !== 'retournee') return 'commande.etape_retour';
  if (action === 'solder') return 'commande.etape_soldee';
  return `etat.${after}`;
}
