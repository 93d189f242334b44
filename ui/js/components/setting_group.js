import { html } from '../html.js';
import { language, t } from '../i18n.js';
import { showValue } from '../setting_value.js';
import { boundsText, settingName } from '../setting_words.js';
import { Icon } from './icon.js';

/** Settings that belong together: those of the company, or of one service. */
export function SettingGroup({ title, settings, onEdit }) {
  return html`
    <section class="card panel setting-group">
      <header class="panel-header">
        <h2>${title}</h2>
      </header>
      <ul>
        ${settings.map((setting) => html`<${Setting} key=${setting.cle} setting=${setting} onEdit=${onEdit} />`)}
      </ul>
    </section>
  `;
}

function Setting({ setting, onEdit }) {
  const { cle, valeur, valide, probleme, definie, declaree, description } = setting;
  return html`
    <li>
      <div class="setting-name">
        <strong>${settingName(cle)}</strong>
        <small><code>${cle}</code></small>
        ${description && html`<small>${description[language.value]}</small>`}
        ${!valide && html`<small class="field-error">${probleme ?? t('configuration.illisible')}</small>`}
        ${!declaree && html`<small class="expires-soon">${t('configuration.non_declaree')}</small>`}
      </div>
      <div class="setting-value">
        <code>${showValue(valide ? valeur : setting.texte)}</code>
        <small>${boundsText(setting)}${!definie && ` · ${t('configuration.par_defaut')}`}</small>
      </div>
      ${onEdit && declaree && html`
        <button type="button" class="icon-button" aria-label=${t('configuration.changer_nomme', { nom: settingName(cle) })} title=${t('action.modifier')} onClick=${() => onEdit(setting)}>
          <${Icon} name="edit" size=${18} />
        </button>
      `}
      ${onEdit && !declaree && html`<span class="icon-button-none"></span>`}
    </li>
  `;
}
