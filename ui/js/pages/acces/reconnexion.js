import { html } from '../../html.js';
import { go } from '../../router.js';
import { Login } from './connexion.js';

/** Sign in whoever is signed in here already: another tab asks for it, and goes on once it is done. #/connexion */
export const Reconnexion = () => html`<${Login} onEntered=${() => go('/')} />`;
