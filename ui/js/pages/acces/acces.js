import { MotDePasseOublie } from './mot_de_passe_oublie.js';
import { NouveauMotDePasse } from './reinitialiser.js';

const SCREENS = { '/mot-de-passe-oublie': MotDePasseOublie, '/nouveau-mot-de-passe': NouveauMotDePasse };

/** The screens that need no session, or undefined. */
export const publicScreen = (path) => SCREENS[path];
