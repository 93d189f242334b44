// The permissions of the API, by what they are about, in the order the API gives.
import { language, t, tMaybe } from './i18n.js';

const inLanguage = (item, name) => (language.value === 'en' && item[`${name}_en`]) || item[name];

export const permissionText = (permission) => inLanguage(permission, 'libelle') || permission.code;
export const roleText = (nom) => tMaybe(`role.${nom}`, {}, nom);

/** [{module, label, permissions}]. */
export function groupPermissions(permissions) {
  const modules = [...new Set(permissions.map(({ module }) => module))];
  return modules.map((module) => {
    const inside = permissions.filter((permission) => permission.module === module);
    return { module, label: inLanguage(inside[0], 'module_libelle') || module, permissions: inside };
  });
}

/** `given`, with `code` put in or taken out. */
export const toggled = (given, code) =>
  given.includes(code) ? given.filter((other) => other !== code) : [...given, code];

/** How many permissions differ between two sets. */
export function differenceCount(before, after) {
  return before.filter((code) => !after.includes(code)).length + after.filter((code) => !before.includes(code)).length;
}

export const changesText = (n) => t('role_matrice.changements', { n });
