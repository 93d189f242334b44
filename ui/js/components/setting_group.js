import { html } from '../html.js';
import { language, t } from '../i18n.js';
import { showValue } from '../setting_value.js';
import { Icon } from './icon.js';

/** What one service may be told. */
export function SettingGroup({ service, settings, onEdit }) {
  return html`
    <section class="card panel setting-group">
      <header class="panel-header">
        <h2><code>${service}</code></h2>
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
        <strong>${cle}</strong>
        ${description && html`<small>${description[language.value]}</small>`}
        ${!valide && html`<small class="field-error">${probleme ?? t('configuration.illisible')}</small>`}
        ${!declaree && html`<small class="expires-soon">${t('configuration.non_declaree')}</small>`}
      </div>
      <div class="setting-value">
        <code>${showValue(valide ? valeur : setting.texte)}</code>
        <small>${boundsText(setting)}${!definie && ` · ${t('configuration.par_defaut')}`}</small>
      </div>
      ${onEdit && declaree && html`
        <button type="button" class="icon-button" aria-label=${t('configuration.changer_nomme', { cle })} title=${t('action.modifier')} onClick=${() => onEdit(setting)}>
          <${Icon} name="edit" size=${18} />
        </button>
      `}
      ${onEdit && !declaree && html`<span class="icon-button-none"></span>`}
    </li>
  `;
}

/** The type of a value and between what it must lie. */
export function boundsText({ type, minimum, maximum }) {
  const name = type ? t(`configuration.type.${type}`) : '';
  const has = (bound) => bound !== null && bound !== undefined;
  if (has(minimum) && has(maximum)) return t('configuration.entre', { type: name, minimum, maximum });
  if (has(minimum)) return t('configuration.au_moins', { type: name, minimum });
  return has(maximum) ? t('configuration.au_plus', { type: name, maximum }) : name;
}
