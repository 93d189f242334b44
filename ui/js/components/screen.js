import { useEffect, useState } from 'preact/hooks';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { resolve } from '../navigation.js';
import { networkError } from '../problem.js';
import { location } from '../router.js';
import { can } from '../session.js';
import { EmptyState } from './empty_state.js';
import { ErrorState } from './error_state.js';
import { SkeletonPage } from './skeleton.js';

/** The screen of the current address, loaded when first opened. */
export function Screen() {
  const { path } = location.value;
  const found = resolve(path);
  const [page, setPage] = useState({});
  const allowed = found && can(found.route.permission);

  useEffect(() => {
    document.title = `${found ? t(found.route.title) : t('introuvable.titre')} · ${t('app.nom')}`;
    if (!allowed) return undefined;
    // who goes on before a file has come must not be given that screen, nor lose the one that came sooner
    let left = false;
    load(found.route).then((loaded) => left || setPage({ path, ...loaded }));
    return () => {
      left = true;
    };
  }, [path, allowed]);

  if (!found) return html`<${Refusal} icon="map-pin" title=${t('introuvable.titre')} text=${t('introuvable.texte')} />`;
  if (!allowed) {
    const text = t('interdit.texte', { permission: found.route.permission });
    return html`<${Refusal} icon="lock" title=${t('interdit.titre')} text=${text} />`;
  }
  if (page.path !== path) return html`<${SkeletonPage} />`;
  if (page.failure) return html`<${Unloaded} error=${page.failure} />`;
  return html`<${page.Component} key=${path} ...${found.params} />`;
}

// the file of the screen may not come: the server restarts, the network changes
const load = (route) =>
  route.load().then(
    ({ default: Component }) => ({ Component }),
    (cause) => ({ failure: networkError(cause) }),
  );

const Unloaded = ({ error }) => html`
  <div class="card mt-4">
    <${ErrorState} error=${error} onRetry=${() => window.location.reload()} />
  </div>
`;

function Refusal({ icon, title, text }) {
  return html`
    <div class="card mt-4">
      <${EmptyState}
        heading="h1"
        icon=${icon}
        title=${title}
        text=${text}
        action=${
          html`<a class="btn btn-primary" href="#/">
            ${t('introuvable.retour')}
          </a>`
        }
      />
    </div>
  `;
}
