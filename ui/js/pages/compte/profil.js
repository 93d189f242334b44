import * as api from '../../api/auth.js';
import { AccountNav } from '../../components/account_nav.js';
import { Select, TextInput } from '../../components/inputs.js';
import { PageHeader } from '../../components/page_header.js';
import { SubmitButton } from '../../components/submit_button.js';
import { useForm } from '../../form.js';
import { html } from '../../html.js';
import { LANGUAGES, speak, t } from '../../i18n.js';
import { roleText } from '../../permission_groups.js';
import { user } from '../../session.js';
import { notify } from '../../toasts.js';

/** Who one is: name, telephone, language. */
export default function Profil() {
  const { prenom, nom, telephone, langue, version, email, role } = user.value;
  const form = useForm(
    { prenom, nom, telephone: telephone ?? '', langue: langue ?? 'fr' },
    (values) => api.updateMe(values, version),
    (saved) => {
      user.value = { ...user.value, ...saved };
      speak(form.values.langue);
      notify(t('compte.enregistre'));
    },
  );
  return html`
    <${PageHeader} title=${t('nav.compte')} text=${email} badge=${html`<span class="role-badge">${roleText(role)}</span>`} />
    <${AccountNav} />
    <form class="edit-form narrow-form" onSubmit=${form.submit} novalidate>
      <fieldset class="card form-group">
        <legend>${t('compte.profil')}</legend>
        <div class="form-grid">
          <${TextInput} label=${t('champ.prenom')} autocomplete="given-name" maxlength="100" ...${form.bind('prenom')} />
          <${TextInput} label=${t('champ.nom')} autocomplete="family-name" maxlength="100" ...${form.bind('nom')} />
          <${TextInput} label=${t('champ.telephone')} type="tel" autocomplete="tel" maxlength="30" ...${form.bind('telephone')} />
          <${Select}
            label=${t('champ.langue')}
            options=${LANGUAGES.map((value) => ({ value, label: t(`langue.${value}`) }))}
            ...${form.bind('langue')}
          />
        </div>
        <div class="form-actions">
          <${SubmitButton} busy=${form.busy}>${t('action.enregistrer')}<//>
        </div>
      </fieldset>
    </form>
  `;
}
