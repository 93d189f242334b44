// The language of the account is that of its notifications and mails: it follows the one chosen on the screen.
import { me, updateMe } from './api/auth.js';
import { user } from './session.js';

/** Quietly: the screen has changed already, and the profile is where a refusal can be seen and put right. */
export async function keepLanguage(langue) {
  if (!user.value || user.value.langue === langue) return;
  try {
    const { version } = await me();
    user.value = { ...user.value, ...(await updateMe({ langue }, version)) };
  } catch (error) {
    if (error.name !== 'ApiError') throw error;
  }
}
