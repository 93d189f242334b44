import { useState } from 'preact/hooks';
import * as auth from '../../api/auth.js';
import { AccessFrame } from '../../components/access_frame.js';
import { FactorCode } from '../../components/factor_code.js';
import { FactorMethods } from '../../components/factor_methods.js';
import { RecoveryCodes } from '../../components/recovery_codes.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { reportError } from '../../toasts.js';

/** The role demands a second factor and there is none yet: it is set up here, before the first screen. */
export function Enrolement({ challenge, onEnter, onBack }) {
  const [setup, setSetup] = useState(null);
  const [entered, setEntered] = useState(null);
  const token = challenge.mfa_token;
  const over = (error) => (error.code === 'defi_expire' ? onBack(error) : reportError(error));
  const choose = (method) => auth.setupAtLogin(token, method).then(setSetup, over);
  if (entered)
    return html`
      <${AccessFrame} title=${t('secours.titre')} text=${t('secours.texte')}>
        <${RecoveryCodes} codes=${entered.recovery_codes} onDone=${() => onEnter(entered)} />
      <//>
    `;
  return html`
    <${AccessFrame} title=${t('enrolement.titre')} text=${t('enrolement.texte')}>
      ${setup ? html`
        <${FactorCode} setup=${setup} send=${(code, key) => auth.activateAtLogin(token, setup.method, code, key)} onDone=${setEntered} />
      ` : html`
        <${FactorMethods} methods=${challenge.methods} onChoose=${choose} />
      `}
      <div class="other-ways">
        ${setup && challenge.methods.length > 1 && html`
          <button type="button" class="btn btn-link" onClick=${() => setSetup(null)}>${t('enrolement.autre_moyen')}</button>
        `}
        <button type="button" class="btn btn-link" onClick=${() => onBack()}>${t('connexion.autre_compte')}</button>
      </div>
    <//>
  `;
}
