/** What the server of the UI says of its surroundings, filled once by main.js: {api, consul, traefik, demo}. */
export const config = {};
