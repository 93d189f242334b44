import { user } from './session.js';

/** What this person counted on a line of a count session; undefined when nothing. */
export const ownCount = (line) => line.comptages?.find(({ user_id: id }) => id === user.value.id);
