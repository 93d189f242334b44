import { useState } from 'preact/hooks';
import * as auth from '../../api/auth.js';
import { AccessFrame } from '../../components/access_frame.js';
import { AccessResult, DeadLink } from '../../components/access_result.js';
import { SubmitButton } from '../../components/submit_button.js';
import { useForm } from '../../form.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useLinkToken } from '../../link_token.js';
import { explain } from '../../refusals.js';
import * as session from '../../session.js';

/** "This was not me", of the mail about a sign-in: a button, as programs that read mails open links too. #/pas-moi?token= */
export function PasMoi() {
  const token = useLinkToken();
  const [done, setDone] = useState(false);
  const form = useForm({}, () => auth.notMe(token), () => {
    session.close();
    setDone(true);
  });
  if (form.failure?.code === 'lien_invalide') return html`<${DeadLink} error=${explain(form.failure)} />`;
  if (done) return html`<${AccessResult} title=${t('pas_moi.fait')} text=${t('pas_moi.fait_texte')} />`;
  return html`
    <${AccessFrame} title=${t('pas_moi.titre')} text=${t('pas_moi.texte')}>
      <form onSubmit=${form.submit}>
        <${SubmitButton} busy=${form.busy} icon="logout" class="btn-danger btn-lg w-100">${t('pas_moi.fermer')}<//>
      </form>
      <div class="access-links mt-3"><a href="#/">${t('pas_moi.cetait_moi')}</a></div>
    <//>
  `;
}
