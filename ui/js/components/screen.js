import { useEffect, useState } from 'preact/hooks';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { resolve } from '../navigation.js';
import { location } from '../router.js';
import { can } from '../session.js';
import { EmptyState } from './empty_state.js';
import { SkeletonPage } from './skeleton.js';

/** The screen of the current address, loaded when first opened. */
export function Screen() {
  const { path } = location.value;
  const found = resolve(path);
  const [page, setPage] = useState({});
  const allowed = found && can(found.route.permission);

  useEffect(() => {
    document.title = `${found ? t(found.route.title) : t('introuvable.titre')} · ${t('app.nom')}`;
    if (allowed) found.route.load().then(({ default: Component }) => setPage({ path, Component }));
  }, [path, allowed]);

  if (!found) return html`<${Refusal} icon="map-pin" title=${t('introuvable.titre')} text=${t('introuvable.texte')} />`;
  if (!allowed) {
    const text = t('interdit.texte', { permission: found.route.permission });
    return html`<${Refusal} icon="lock" title=${t('interdit.titre')} text=${text} />`;
  }
  if (page.path !== path) return html`<${SkeletonPage} />`;
  return html`<${page.Component} key=${path} ...${found.params} />`;
}

function Refusal({ icon, title, text }) {
  return html`
    <div class="card mt-4">
      <${EmptyState}
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
