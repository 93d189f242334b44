import { html } from '../html.js';
import * as session from '../session.js';
import { Confirm } from './confirm.js';
import { Login } from '../pages/connexion.js';
import { Shell } from './shell.js';
import { Toasts } from './toast_stack.js';
import { location } from '../router.js';
import { publicScreen } from '../pages/acces.js';

export function App() {
  const Public = publicScreen(location.value.path);
  const Screen = Public ?? (session.user.value ? Shell : Login);
  return html`
      <${Screen} />
      <${Toasts} />
      <${Confirm} />
  `;
}
