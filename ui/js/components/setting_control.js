import { html } from '../html.js';
import { t, tMaybe } from '../i18n.js';
import { useRoleNames } from '../role_names.js';
import { isRole, isRoles } from '../setting_value.js';
import { NumberInput, Select, Switch, TextArea, TextInput } from './inputs.js';
import { RoleChecks } from './role_checks.js';

const CONTROLS = { entier: NumberInput, nombre: NumberInput, texte: TextInput };

/** What the value of a setting is typed or chosen in. */
export function SettingControl({ setting, hint, bound }) {
  const label = t('configuration.valeur');
  const { value, onValue } = bound;
  if (setting.type === 'booleen') return html`<${Switch} ...${{ label, hint, value, onValue }} />`;
  if (isRoles(setting)) return html`<${RoleChecks} label=${label} hint=${hint} ...${bound} />`;
  if (isRole(setting)) return html`<${RoleSelect} label=${label} hint=${hint} ...${bound} />`;
  const Control = CONTROLS[setting.type] ?? TextArea;
  return html`<${Control} label=${label} hint=${hint} autofocus ...${bound} />`;
}

function RoleSelect(props) {
  const names = [...new Set([...useRoleNames(), props.value])];
  const options = names.map((name) => ({ value: name, label: tMaybe(`role.${name}`, {}, name) }));
  return html`<${Select} options=${options} ...${props} />`;
}
