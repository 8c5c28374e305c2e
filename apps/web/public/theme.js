/* Runs before the first paint. Dark is the war room's, light the executives' and support's, unless the reader chose. */
(() => {
  const KEY = "firebreak.theme";
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  const apply = () => {
    const choice = chosen();
    const ofPage = /^\/(status|support)(\/|$)/.test(location.pathname) ? "light" : "dark";
    const theme =
      choice === "dark" || choice === "light" ? choice : choice === "system" ? (system.matches ? "dark" : "light") : ofPage;
    if (document.documentElement.dataset.theme !== theme) document.documentElement.dataset.theme = theme;
  };
  const choose = (choice) => {
    try {
      if (choice === null) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch {
      /* A browser without storage keeps the page's own theme. */
    }
    apply();
  };
  globalThis.firebreakTheme = { apply, choose, chosen };
  system.addEventListener("change", apply);
  apply();
})();
