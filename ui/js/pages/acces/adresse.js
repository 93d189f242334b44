import * as auth from '../../api/auth.js';
import { AccessFrame } from '../../components/access_frame.js';
import { AccessResult, DeadLink } from '../../components/access_result.js';
import { Skeleton } from '../../components/skeleton.js';
import { html } from '../../html.js';
import { renewSession } from '../../http.js';
import { t } from '../../i18n.js';
import { useLinkToken } from '../../link_token.js';
import { explain } from '../../refusals.js';
import { useResource } from '../../resource.js';
import * as session from '../../session.js';

// the address is in the token, and on the screen, of whoever is signed in here
async function change(token) {
  const answer = await auth.confirmNewAddress(token);
  if (session.user.value && (await renewSession())) session.know(await auth.me());
  return answer;
}

/** A new address is confirmed: #/adresse?token= */
export function Adresse() {
  const token = useLinkToken();
  const { data, error } = useResource(() => change(token), [token]);
  if (error) return html`<${DeadLink} error=${explain(error)} />`;
  if (!data)
    return html`
      <${AccessFrame} title=${t('adresse.titre')}>
        <${Skeleton} lines=${2} />
      <//>
    `;
  return html`
    <${AccessResult} title=${t('adresse.faite')} text=${t('adresse.faite_texte', data)} label=${t('acces.continuer')} />
  `;
}
