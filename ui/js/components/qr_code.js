import { html } from '../html.js';
import { t } from '../i18n.js';
import { copyText } from '../clipboard.js';
import { Icon } from './icon.js';

/** What the authenticator application reads, and the same in letters for those who cannot. The drawing is an image: never markup. */
export function QrCode({ setup }) {
  const groups = setup.secret.match(/.{1,4}/g).join(' ');
  return html`
    <div class="qr">
      <img class="qr-image" src=${`data:image/svg+xml,${encodeURIComponent(setup.qr_svg)}`} alt=${t('facteur.qr')} width="190" height="190" />
      <p>${t('facteur.qr_texte')}</p>
      <div class="secret">
        <code>${groups}</code>
        <button type="button" class="icon-button icon-button-sm" aria-label=${t('facteur.copier_cle')} title=${t('facteur.copier_cle')} onClick=${() => copyText(setup.secret)}>
          <${Icon} name="copy" size=${16} />
        </button>
      </div>
      <a href=${setup.otpauth_url}>${t('facteur.ouvrir_application')}</a>
    </div>
  `;
}
