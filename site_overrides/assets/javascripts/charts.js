/* Charts: draws a chart with Plotly over the picture that stands on the page, once it comes into view. The picture keeps
   the room, stays where anything fails, and is what is printed. Loaded by gongkai.js on pages that have a chart. */
(() => {
  "use strict";
  const { load, say, language } = window.gongkai;
  const places = [...document.querySelectorAll("[data-chart]")];
  const isChinese = String(language || "zh").startsWith("zh");
  const figures = new WeakMap();
  let isPrinting = false;

  /* The library comes once a page, and again only where it failed to come. */
  let library = null;
  const plotly = () => {
    library = library || load("vendor/plotly-basic.min.js")
      .then(() => (isChinese ? load("vendor/plotly-locale-zh-cn.js") : null))
      .then(() => window.Plotly);
    library.catch(() => { library = null; });
    return library;
  };

  const css = (name) => getComputedStyle(document.body).getPropertyValue(name).trim();
  const colour = (mark, fallback) => css(`--gk-chart-${mark}`) || fallback;
  const isShown = (node) => Boolean(node && node.getClientRects().length);
  const isLevel = (shape) => shape.name !== "break";
  const copy = (figure) => JSON.parse(JSON.stringify(figure));

  /* The colours of the reader's ground; what has no name of its own has those of the page. */
  const inked = ({ data, layout }) => {
    const [ink, quiet, line] = [css("--gk-ink"), css("--gk-quiet"), css("--gk-line")];
    const ground = css("--md-default-bg-color");
    for (const trace of data) {
      const { mark } = trace.meta;
      trace.marker.color = colour(mark, trace.marker.color);
      if (trace.marker.line) { trace.marker.line.color = ground; }
      if (trace.insidetextfont) { trace.insidetextfont.color = colour(`${mark}-ink`, trace.insidetextfont.color); }
    }
    layout.font.color = ink;
    layout.font.family = getComputedStyle(document.body).fontFamily;
    layout.hoverlabel = { ...layout.hoverlabel, bgcolor: css("--gk-card"), bordercolor: quiet, font: { color: ink, size: 13 } };
    for (const axis of [layout.xaxis, layout.yaxis]) {
      axis.gridcolor = line;
      axis.zerolinecolor = quiet;
      axis.tickfont = { size: 12 };
    }
    for (const shape of layout.shapes || []) { shape.line.color = colour(shape.name, quiet); }
    for (const note of layout.annotations || []) {
      const isWithin = note.name === "value-within";
      note.font.color = isWithin ? css("--gk-chart-result-ink") : colour(note.name, note.name === "unit" ? quiet : ink);
      if (note.bgcolor) { note.bgcolor = isWithin ? css("--gk-chart-result") : ground; }
    }
    layout.yaxis.tickfont.color = quiet;
  };

  /* Where the picture has its bars one below the other beside words of the page, the drawn bars lie exactly on them. */
  const laid = ({ data, layout }, place, rows) => {
    const { top } = place.getBoundingClientRect();
    const boxes = rows.map((row) => row.getBoundingClientRect());
    const middles = boxes.map((box) => box.top - top + box.height / 2);
    const isSeries = data[0].orientation !== "h";
    for (const trace of data) {
      if (isSeries) {
        Object.assign(trace, { orientation: "h", x: trace.y });
        [layout.xaxis, layout.yaxis] = [layout.yaxis, layout.xaxis];
      }
      if (!isSeries) { trace.text = rows.map((row) => row.querySelector(`.gk-inscription--${trace.meta.mark}`)?.textContent || ""); }
      trace.y = middles;
      trace.width = boxes.map((box) => box.height - (isSeries ? 6 : 2));
    }
    const values = isSeries ? [0, ...data[0].x, ...layout.shapes.filter(isLevel).map((shape) => shape.y0)] : [];
    const [low, high] = isSeries ? [Math.min(...values), Math.max(...values)] : layout.xaxis.range;
    const end = isSeries ? low + (high - low || 1) / 0.99 : high;
    layout.xaxis = { ...layout.xaxis, type: "linear", range: [low, end], visible: false, title: {} };
    layout.yaxis = { ...layout.yaxis, type: "linear", autorange: false, range: [place.clientHeight, 0], visible: false, automargin: false };
    layout.shapes = (layout.shapes || []).filter(isLevel).flatMap((shape) => boxes.map((box) => ({
      ...shape, xref: "x", x0: shape.y0, x1: shape.y0, yref: "y", y0: box.top - top, y1: box.bottom - top,
    })));
    layout.annotations = [];
    layout.margin = { l: 0, r: 0, t: 0, b: 0, pad: 0 };
    layout.showlegend = false;
  };

  const render = async (place) => {
    const Plotly = await plotly();
    const figure = copy(figures.get(place));
    const rows = [...place.querySelectorAll(".gk-rows__bar")].filter(isShown);
    inked(figure);
    if (rows.length) { laid(figure, place, rows); }
    let drawing = place.querySelector(".gk-chart__drawing");
    if (!drawing) {
      drawing = document.createElement("div");
      drawing.className = "gk-chart__drawing";
      drawing.setAttribute("aria-hidden", "true"); /* caption and table say it */
      place.append(drawing);
    }
    const layout = { ...figure.layout, width: place.clientWidth, height: place.clientHeight, separators: ".," };
    const locale = isChinese ? { locale: "zh-CN" } : {};
    await Plotly.react(drawing, figure.data, layout, {
      displayModeBar: false, displaylogo: false, doubleClick: false, scrollZoom: false, showTips: false, ...locale,
    });
    place.dataset.drawn = "true";
  };

  /* The picture that readers take away: the figure as it stands in the file, on white, with its title and this address. */
  const picture = async (place) => {
    const Plotly = await plotly();
    const { data, layout } = copy(figures.get(place));
    const { title, title_lines: lines, width } = layout.meta;
    const [above, below] = [14 + 22 * lines, 30];
    const { t, b } = layout.margin;
    const height = layout.height + above + below;
    const address = decodeURI(`${location.host}${location.pathname}`);
    Object.assign(layout, { width, height, paper_bgcolor: "#ffffff", plot_bgcolor: "#ffffff" });
    layout.margin = { ...layout.margin, l: layout.margin.l + 20, r: layout.margin.r + 20, t: t + above, b: b + below };
    layout.font.family = getComputedStyle(document.body).fontFamily;
    layout.title = { text: `<b>${title}</b>`, x: 20 / width, xanchor: "left", y: 1 - 14 / height, yanchor: "top", font: { size: 16 } };
    layout.annotations = [...(layout.annotations || []), {
      text: address.replace(/[&<>]/g, " "), showarrow: false, font: { size: 11, color: "#52606d" },
      xref: "paper", x: 0, xshift: -layout.margin.l + 20, xanchor: "left", yref: "paper", y: 0, yshift: -layout.margin.b + 8, yanchor: "bottom",
    }];
    const drawn = new Image();
    drawn.src = await Plotly.toImage({ data, layout }, { format: "svg", width, height });
    await drawn.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [2 * width, 2 * height];
    const pen = canvas.getContext("2d");
    pen.scale(2, 2);
    pen.drawImage(drawn, 0, 0, width, height);
    return canvas.toDataURL("image/png");
  };
  const offer = (place) => {
    const tools = place.parentElement.querySelector(".gk-figure__tools");
    if (!tools || tools.querySelector("button")) { return; }
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = say("下载 PNG");
    button.addEventListener("click", async () => {
      const link = document.createElement("a");
      link.href = await picture(place);
      link.download = `${place.dataset.name || "chart"}.png`;
      link.click();
    });
    tools.append(button);
  };

  const draw = async (place) => {
    try {
      const [answer] = await Promise.all([fetch(place.dataset.chart), plotly()]);
      if (!answer.ok) { throw new Error(String(answer.status)); }
      figures.set(place, await answer.json());
      await render(place);
      offer(place);
      changes.observe(place);
    } catch (error) {
      console.warn("chart", error); /* the picture stays */
    }
  };

  /* A chart has the room that its picture has: when that changes, or the colours do, it is drawn anew. */
  const sizes = new WeakMap();
  const changes = new ResizeObserver((entries) => {
    for (const { target: place } of entries) {
      const size = `${place.clientWidth} ${place.clientHeight}`;
      if (sizes.has(place) && sizes.get(place) !== size && !isPrinting) { render(place); }
      sizes.set(place, size);
    }
  });
  new MutationObserver(() => places.filter((place) => place.dataset.drawn).forEach(render))
    .observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });

  /* Printing lays the whole page out anew, which is no reason to load anything. */
  addEventListener("beforeprint", () => { isPrinting = true; });
  addEventListener("afterprint", () => { isPrinting = false; });
  const watch = new IntersectionObserver((entries) => {
    if (isPrinting || matchMedia("print").matches) { return; }
    for (const { target: place } of entries.filter((entry) => entry.isIntersecting)) {
      watch.unobserve(place);
      draw(place);
    }
  }, { rootMargin: "200px" });
  /* The picture shows the numbers already, so nothing is loaded before the reader does something: a page that is only
     read costs no chart code. Where the reader's system sets all colours, the picture follows it and a drawing would
     not. */
  const SIGNS = ["pointermove", "pointerdown", "wheel", "touchstart", "keydown", "scroll"];
  const start = () => {
    SIGNS.forEach((sign) => removeEventListener(sign, start, { capture: true }));
    places.forEach((place) => watch.observe(place));
  };
  if (!matchMedia("(forced-colors: active)").matches) {
    SIGNS.forEach((sign) => addEventListener(sign, start, { capture: true, passive: true }));
  }
})();
