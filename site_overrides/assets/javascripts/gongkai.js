/* Gongkai: what a page does beyond being read. Everything here is an addition; nothing needs it to be readable. */
(() => {
  "use strict";
  const here = document.currentScript.src;
  const assets = new URL("..", here);

  /* Day up to which statuses were judged: one small file, so that a new day alone rebuilds no page. */
  const asOf = document.querySelector("[data-as-of]");
  if (asOf) {
    fetch(asOf.dataset.asOf)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
      .then(({ as_of: day }) => { asOf.textContent = day; })
      .catch(() => {});
  }

  /* Charts: the library comes only when a chart comes into view, once a page. */
  let library = null;
  const load = (path) => new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = new URL(path, assets);
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
  const plotly = () => {
    library = library || load("vendor/plotly-basic.min.js")
      .then(() => load("vendor/plotly-locale-zh-cn.js"))
      .then(() => window.Plotly);
    return library;
  };
  const draw = async (place) => {
    try {
      const [answer, Plotly] = await Promise.all([fetch(place.dataset.chart), plotly()]);
      if (!answer.ok) { throw new Error(String(answer.status)); }
      const chart = await answer.json();
      const ink = getComputedStyle(document.body).getPropertyValue("--gk-ink").trim() || "#1f2933";
      const layout = { ...chart.layout, font: { color: ink, size: 13 }, separators: ".,"};
      place.style.minHeight = `${layout.height}px`;
      await Plotly.newPlot(place, chart.data, layout, { responsive: true, displaylogo: false, displayModeBar: false, locale: "zh-CN" });
      place.dataset.drawn = "true";
    } catch (error) {
      place.dataset.failed = "true"; /* the table beside it has the same numbers */
    }
  };
  const charts = document.querySelectorAll("[data-chart]");
  if (charts.length) {
    const watch = new IntersectionObserver((entries) => {
      for (const entry of entries.filter((item) => item.isIntersecting)) {
        watch.unobserve(entry.target);
        draw(entry.target);
      }
    }, { rootMargin: "200px" });
    charts.forEach((place) => watch.observe(place));
    new MutationObserver(() => charts.forEach((place) => { if (place.dataset.drawn) { draw(place); } }))
      .observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
  }

  /* Search page */
  if (document.querySelector(".gk-search[data-index]")) {
    const script = document.createElement("script");
    script.src = new URL("javascripts/search.js", assets);
    document.body.append(script);
  }
})();
