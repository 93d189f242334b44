// What an import of the catalogue is doing, for the screen.

const RUNNING = ['en_attente', 'en_analyse', 'a_appliquer', 'en_application'];
const STEPS = ['fichier', 'apercu', 'application', 'fini'];

export const isRunning = ({ etat }) => RUNNING.includes(etat);

/** The step of the wizard that this import is at. */
export function stepOf(found) {
  if (!found || found.etat === 'illisible') return 'fichier';
  if (['en_attente', 'en_analyse', 'analyse'].includes(found.etat)) return 'apercu';
  return found.etat === 'termine' || found.etat === 'annule' ? 'fini' : 'application';
}

export const steps = () => STEPS;

export const wasApplied = ({ etat }) => ['en_application', 'termine'].includes(etat);
export const mayApply = ({ etat, a_creer: created = 0, a_modifier: changed = 0 }) => etat === 'analyse' && created + changed > 0;
export const mayCancel = (found) => isRunning(found) || found.etat === 'analyse';
