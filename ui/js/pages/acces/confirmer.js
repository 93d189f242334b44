import * as auth from '../../api/auth.js';
import { AccessResult, DeadLink } from '../../components/access_result.js';
import { AccessFrame } from '../../components/access_frame.js';
import { Skeleton } from '../../components/skeleton.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useLinkToken } from '../../link_token.js';
import { explain } from '../../refusals.js';
import { useResource } from '../../resource.js';

/** The address of a new account is that person's: #/confirmer?token= */
export function Confirmer() {
  const token = useLinkToken();
  const { data, error } = useResource(() => auth.confirmAddress(token), [token]);
  if (error) return html`<${DeadLink} error=${explain(error)} />`;
  if (!data)
    return html`
      <${AccessFrame} title=${t('confirmer.titre')}>
        <${Skeleton} lines=${2} />
      <//>
    `;
  return html`
    <${AccessResult} title=${t('confirmer.fait')} text=${t('confirmer.fait_texte', data)} label=${t('connexion.entrer')} />
  `;
}
