import { useState } from 'preact/hooks';
import { copyText } from '../clipboard.js';
import { saveFile, textFile } from '../download.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { Icon } from './icon.js';

/** The recovery codes, once: copied, saved or printed, then gone. */
export function RecoveryCodes({ codes, onDone }) {
  const [kept, setKept] = useState(false);
  const text = `${t('app.nom')}\n${t('secours.titre')}\n\n${codes.join('\n')}\n`;
  const keep = (act) => () => {
    act();
    setKept(true);
  };
  return html`
    <div class="recovery">
      <ol class="recovery-codes" aria-label=${t('secours.titre')}>
        ${codes.map((code) => html`<li key=${code}><code>${code}</code></li>`)}
      </ol>
      <div class="recovery-actions">
        <button type="button" class="btn" onClick=${keep(() => copyText(codes.join('\n')))}>
          <${Icon} name="copy" size=${18} />
          ${t('secours.copier')}
        </button>
        <button type="button" class="btn" onClick=${keep(() => saveFile(textFile(t('secours.fichier'), text)))}>
          <${Icon} name="download" size=${18} />
          ${t('secours.telecharger')}
        </button>
        <button type="button" class="btn" onClick=${keep(() => print())}>
          <${Icon} name="printer" size=${18} />
          ${t('secours.imprimer')}
        </button>
      </div>
      <label class="form-check">
        <input class="form-check-input" type="checkbox" checked=${kept} onChange=${(event) => setKept(event.target.checked)} />
        <span class="form-check-label">${t('secours.gardes')}</span>
      </label>
      <button type="button" class="btn btn-primary w-100" disabled=${!kept} onClick=${onDone}>${t('acces.continuer')}</button>
    </div>
  `;
}
