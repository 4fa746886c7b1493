// Before the first paint: the theme that was chosen, else that of the system.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem('svcscope.theme');
  } catch (error) {
    // Storage may be denied; the system decides then.
  }
  var isDark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
})();
