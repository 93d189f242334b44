import { html } from '../html.js';
import { publicScreen } from '../pages/acces/acces.js';
import { Login } from '../pages/acces/connexion.js';
import { resume, resumeFailure } from '../resume.js';
import { location } from '../router.js';
import * as session from '../session.js';
import { Confirm } from './confirm.js';
import { ErrorState } from './error_state.js';
import { publicCatalogue, PublicCatalogue } from './public_catalogue.js';
import { Shell } from './shell.js';
import { Toasts } from './toast_stack.js';

export function App() {
  return html`
    <${Screen} />
    <${Confirm} />
    <${Toasts} />
  `;
}

function Screen() {
  const Public = publicScreen(location.value.path);
  if (Public) return html`<${Public} />`;
  const catalogue = publicCatalogue(location.value.path);
  if (catalogue) return html`<${PublicCatalogue} ...${catalogue} />`;
  if (session.user.value) return html`<${Shell} />`;
  if (resumeFailure.value) return html`<${Unreachable} />`;
  return html`<${Login} />`;
}

const Unreachable = () => html`
  <main class="unreachable">
    <div class="card">
      <${ErrorState} error=${resumeFailure.value} onRetry=${resume} />
    </div>
  </main>
`;
