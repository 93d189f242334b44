import { useState } from 'preact/hooks';
import * as api from '../api/auth.js';
import { date } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { explain } from '../refusals.js';
import { useResource } from '../resource.js';
import { notify } from '../toasts.js';
import { FactorDialog } from './factor_dialog.js';
import { Icon } from './icon.js';
import { PasswordDialog } from './password_dialog.js';
import { RecoveryDialog } from './recovery_dialog.js';
import { Skeleton } from './skeleton.js';

const METHODS = ['totp', 'email'];
const ICONS = { totp: 'device-mobile', email: 'mail' };
const FEW = 3;

/** The second factor: which are on, and the codes for the day the telephone is lost. */
export function SecondFactor() {
  const { data, error, reload } = useResource(api.secondFactor);
  const [asked, setAsked] = useState(null);
  const [codes, setCodes] = useState(null);
  const close = () => setAsked(null);
  const settled = (message) => (answer) => {
    close();
    notify(t(message));
    if (answer?.recovery_codes?.length) setCodes(answer.recovery_codes);
    reload();
  };
  const active = data && METHODS.some((method) => data[method].actif);
  return html`
    <section class="card panel">
      <header class="panel-header">
        <h2>${t('facteur.titre')}</h2>
        ${data && html`<span class=${`status-badge status-${active ? 'green' : 'yellow'}`}><i aria-hidden="true"></i>${t(active ? 'facteur.actif' : 'facteur.inactif')}</span>`}
      </header>
      <div class="panel-body">
        <p class="text-secondary">${t(data?.impose ? 'facteur.impose' : 'facteur.texte')}</p>
        ${error && html`<p class="field-error">${explain(error)}</p>`}
        ${!data && !error && html`<${Skeleton} />`}
        ${data && METHODS.map((method) => html`
          <${Method} key=${method} method=${method} state=${data[method]} onAct=${setAsked} />
        `)}
        ${active && html`<${Recovery} left=${data.codes_secours_restants} onAct=${setAsked} />`}
      </div>
      ${asked?.act === 'activer' && html`<${FactorDialog} method=${asked.method} onClose=${close} onDone=${settled('facteur.est_active')} />`}
      ${asked?.act === 'couper' && html`
        <${PasswordDialog}
          danger
          title=${t('facteur.couper_titre')}
          text=${t('facteur.couper_texte')}
          yes=${t('facteur.couper')}
          send=${(password, key) => api.disableFactor({ password, method: asked.method }, key)}
          onDone=${settled('facteur.est_coupe')}
          onClose=${close}
        />
      `}
      ${asked?.act === 'codes' && html`
        <${PasswordDialog}
          title=${t('secours.nouveaux')}
          text=${t('secours.nouveaux_texte')}
          yes=${t('secours.nouveaux_oui')}
          send=${api.renewRecoveryCodes}
          onDone=${settled('secours.renouveles')}
          onClose=${close}
        />
      `}
      ${codes && html`<${RecoveryDialog} codes=${codes} onClose=${() => setCodes(null)} />`}
    </section>
  `;
}

function Method({ method, state, onAct }) {
  return html`
    <div class="factor-row">
      <${Icon} name=${ICONS[method]} size=${22} />
      <div>
        <strong>${t(`facteur.${method}`)}</strong>
        <small>${state.actif ? t('facteur.depuis', { date: date(state.depuis) }) : t(`facteur.${method}_texte`)}</small>
      </div>
      <button type="button" class=${`btn btn-sm ${state.actif ? 'btn-ghost-danger' : ''}`} aria-label=${`${t(state.actif ? 'facteur.couper' : 'facteur.activer')} : ${t(`facteur.${method}`)}`} onClick=${() => onAct({ act: state.actif ? 'couper' : 'activer', method })}>
        ${t(state.actif ? 'facteur.couper' : 'facteur.activer')}
      </button>
    </div>
  `;
}

const Recovery = ({ left, onAct }) => html`
  <div class="factor-row">
    <${Icon} name="key" size=${22} />
    <div>
      <strong>${t('secours.titre')}</strong>
      <small class=${left <= FEW ? 'expires-soon' : ''}>${t('secours.restants', { n: left })}</small>
    </div>
    <button type="button" class="btn btn-sm" onClick=${() => onAct({ act: 'codes' })}>${t('secours.nouveaux_oui')}</button>
  </div>
`;
