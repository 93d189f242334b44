import { useEffect, useState } from 'preact/hooks';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { match } from '../path.js';
import { SkeletonPage } from './skeleton.js';

/** What of the public catalogue this address shows: {id?}, or null when it is another screen's. */
export const publicCatalogue = (path) => match('/catalogue', path) ?? match('/catalogue/:id', path);

/** Loaded when it is opened: who works here seldom looks at it. */
export function PublicCatalogue({ id }) {
  const [screens, setScreens] = useState(null);
  useEffect(() => {
    document.title = `${t('catalogue.public')} · ${t('app.nom')}`;
    import('../pages/catalogue/public.js').then(setScreens);
  }, []);
  if (!screens) return html`<${SkeletonPage} />`;
  return id ? html`<${screens.PiecePublique} key=${id} id=${id} />` : html`<${screens.CataloguePublic} />`;
}
