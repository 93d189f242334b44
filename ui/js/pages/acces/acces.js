import { Adresse } from './adresse.js';
import { Confirmer } from './confirmer.js';
import { Inscription } from './inscription.js';
import { Invitation } from './invitation.js';
import { MotDePasseOublie } from './mot_de_passe_oublie.js';
import { PasMoi } from './pas_moi.js';
import { Reconnexion } from './reconnexion.js';
import { Reinitialiser } from './reinitialiser.js';

const SCREENS = {
  '/inscription': Inscription,
  '/mot-de-passe-oublie': MotDePasseOublie,
  '/connexion': Reconnexion,
  // opened by the link of a mail, ?token=
  '/confirmer': Confirmer,
  '/reinitialiser': Reinitialiser,
  '/adresse': Adresse,
  '/invitation': Invitation,
  '/pas-moi': PasMoi,
};

/** The screens that need no session, or undefined. */
export const publicScreen = (path) => SCREENS[path];
