// A reload finds the session again through its refresh token.
import { signal } from '@preact/signals';
import * as auth from './api/auth.js';
import { renewSession } from './http.js';
import { speakAtStart } from './i18n.js';
import * as session from './session.js';

/** Why the session could not be asked for: the API is out of reach, which does not sign anybody out. */
export const resumeFailure = signal(null);

export async function resume() {
  resumeFailure.value = null;
  try {
    if (session.wasOpen() && (await renewSession())) session.know(await auth.me());
  } catch (error) {
    if (error.name !== 'ApiError') throw error;
    resumeFailure.value = error;
  }
  speakAtStart(session.user.value?.langue);
}
