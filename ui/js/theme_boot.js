// A classic script in <head>: the theme is set before the first paint, so a dark screen never flashes white.
(function () {
  let choice = null;
  try {
    choice = localStorage.getItem('gds.theme');
  } catch {
    /* storage refused: follow the system */
  }
  const dark = choice ? choice === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.bsTheme = dark ? 'dark' : 'light';
})();
