import * as pieces from './api/pieces.js';
import { t } from './i18n.js';
import { ApiError } from './problem.js';

/** The part of a scanned code, asked of the API. The refusal says what was scanned. */
export async function findByCode(code, signal) {
  try {
    return await pieces.scan(code.trim(), signal);
  } catch (error) {
    if (error.code === 'piece_inconnue' && error.status === 404)
      throw new ApiError({ status: 404, code: 'code_inconnu', data: { code_cherche: code }, detail: t('scan.inconnu', { code }) });
    throw error;
  }
}
