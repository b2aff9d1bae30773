// Sets light or dark before the first paint. A file of its own, loaded before
// anything is drawn, because the Content-Security-Policy allows no inline script.
(function () {
  var wish = "auto";
  try {
    wish = window.localStorage.getItem("mantine-color-scheme-value") || "auto";
  } catch (e) {
    // Storage is closed to us: follow the system.
  }
  var dark = wish === "dark" || (wish !== "light" && window.matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
