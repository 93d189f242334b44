import { AccountNav } from '../../components/account_nav.js';
import { AccountData } from '../../components/account_data.js';
import { EmailForm } from '../../components/email_form.js';
import { LoginHistory } from '../../components/login_history.js';
import { PageHeader } from '../../components/page_header.js';
import { PasswordForm } from '../../components/password_form.js';
import { SecondFactor } from '../../components/second_factor.js';
import { SessionList } from '../../components/session_list.js';
import * as api from '../../api/auth.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';

/** What protects the account: password, address, second factor, open sessions, what happened at the door. */
export default function Securite() {
  return html`
    <${PageHeader} title=${t('nav.securite')} text=${t('securite.intro')} />
    <${AccountNav} />
    <div class="security-grid">
      <div>
        <${SecondFactor} />
        <${PasswordForm} />
        <${EmailForm} />
      </div>
      <div>
        <${SessionList} />
        <${LoginHistory} load=${api.loginHistory} />
        <${AccountData} />
      </div>
    </div>
  `;
}
