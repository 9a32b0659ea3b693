/* Gongkai: what a page does beyond being read. Everything here is an addition; nothing needs it to be readable.
   It stands in the head: what decides how the page looks is done at once, the rest when the page is there. */
(() => {
  "use strict";
  const root = document.documentElement;
  const assets = new URL("..", document.currentScript.src);

  /* Kept on the reader's own machine, and only there; a browser may refuse. */
  const kept = {
    get: (name) => { try { return localStorage.getItem(`gongkai.${name}`); } catch { return null; } },
    set: (name, value) => { try { localStorage.setItem(`gongkai.${name}`, value); } catch { /* then for this page only */ } },
  };

  /* Size of the text, before the page is seen in another; and the stylesheet keeps room for what scripts will add. */
  const SIZES = ["normal", "large", "larger"];
  const size = (wanted) => {
    const one = SIZES.includes(wanted) ? wanted : SIZES[0];
    if (one === SIZES[0]) { delete root.dataset.textSize; } else { root.dataset.textSize = one; }
    document.querySelectorAll("[data-do='text-size'] [data-size]")
      .forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.size === one)));
  };
  size(kept.get("text-size"));
  root.classList.add("gk-js");
  root.classList.toggle("gk-shares", Boolean(navigator.share));

  /* What the other scripts use too */
  const say = (text, values = {}) => {
    const found = (window.gongkaiMessages || {})[text];
    const words = Array.isArray(found) ? found[values.n === 1 ? 0 : found.length - 1] : found;
    return (words || text).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  };
  const loaded = new Map();
  const load = (path) => {
    if (!loaded.has(path)) {
      loaded.set(path, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = new URL(path, assets);
        script.onload = done;
        script.onerror = () => failed(new Error(`${path} was not loaded`));
        document.head.append(script);
      }));
    }
    return loaded.get(path);
  };
  const element = (name, properties = {}, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };
  /* The element that the address names. */
  const target = () => {
    try { return location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null; } catch { return null; }
  };
  const gongkai = { assets, say, load, language: root.lang, element, target };
  window.gongkai = gongkai;

  /* Short answers go to one live region, which is there before anything is said in it, or it would not be read out. */
  const answers = () => {
    const told = element("div", { className: "gk-told" });
    told.setAttribute("role", "status");
    document.body.append(told);
    let silence = 0;
    gongkai.tell = (words) => {
      clearTimeout(silence);
      told.replaceChildren(element("span", { textContent: words }));
      silence = setTimeout(() => told.replaceChildren(), 5000);
    };
  };

  /* Days: China has one time and no summer time. */
  const DAY = 86_400_000;
  const today = () => new Date(Date.now() + DAY / 3).toISOString().slice(0, 10);
  const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text || "");
  const age = (day) => Math.round((Date.parse(today()) - Date.parse(day)) / DAY);
  const dayWords = (text) => {
    const [year, month, day] = text.split("-").map(Number);
    const name = new Date(text).toLocaleDateString(root.lang || "zh-CN", { month: "long", timeZone: "UTC" });
    return gongkai.say("{year}年{month}月{day}日", { year, month, day, name });
  };

  /* How fresh it is. The day up to which statuses were judged stands in one small file, so that a new day alone
     rebuilds no page; and a place whose newest document is old says so itself.
     A day on which nothing changes publishes nothing, so an old day alone is no fault: what is shown holds until a
     status may turn. Only where the site stood still over that day, or does not say it, may it be out of date. */
  const OLD = 14;
  const MISSED = 2;
  const LONG_AGO = 400;
  const freshness = () => {
    const page = document.querySelector(".gk-page");
    const warn = (day) => {
      const notice = element("p", { className: "gk-notice gk-notice--old" });
      notice.setAttribute("role", "status");
      page.before(notice);
      notice.textContent = gongkai.say("本站的状态截至{day}，已有{n}天没有更新，可能已经过时。", { day: dayWords(day), n: age(day) });
    };
    const place = document.querySelector("[data-as-of]");
    if (place) {
      fetch(place.dataset.asOf)
        .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
        .then(({ as_of: day, next_turning_day: turning }) => {
          if (!isDay(day)) { return; }
          place.textContent = dayWords(day);
          const holds = isDay(turning) && age(turning) < 0;
          const note = document.querySelector("[data-as-of-note]");
          if (note && holds && age(day) > 0) {
            const last = new Date(Date.parse(turning) - DAY).toISOString().slice(0, 10);
            note.textContent = gongkai.say("；数据不变的话，这些状态到{day}为止都不变", { day: dayWords(last) });
          }
          const isOld = isDay(turning) ? age(turning) > MISSED : age(day) > OLD;
          if (page && isOld) { warn(day); }
        })
        .catch(() => {});
    }
  };
  const noteNewest = () => {
    const note = document.querySelector("[data-newest-note]");
    const newest = document.querySelector(".gk-page")?.dataset.newest;
    if (note && isDay(newest) && age(newest) > LONG_AGO) {
      note.textContent = gongkai.say("这里最新的文件是{day}公布的，距今{n}天；以后的情况本站没有收录。", { day: dayWords(newest), n: age(newest) });
      note.classList.add("gk-quiet");
      note.hidden = false;
    }
    return Boolean(note);
  };
  /* This line stands above the page: it is written while the page comes in, before anything below it is seen. */
  const noting = new MutationObserver(() => { if (noteNewest()) { noting.disconnect(); } });
  if (!noteNewest()) { noting.observe(root, { childList: true, subtree: true }); }

  /* Page functions. The address to hand on is the canonical one; a filter or a search belongs to it. */
  const address = () => {
    const canonical = document.querySelector("link[rel=canonical]");
    const url = new URL(canonical ? canonical.href : location.href);
    url.hash = "";
    url.search = location.search;
    return url.href;
  };
  /* Where the browser refuses the clipboard (no https), the old way; where that fails too, the reader copies. */
  const oldCopy = (words) => {
    const field = element("textarea", { value: words, readOnly: true, className: "gk-unseen" });
    const before = document.activeElement;
    document.body.append(field);
    field.select();
    let done = false;
    try { done = document.execCommand("copy"); } catch { done = false; }
    field.remove();
    before?.focus({ preventScroll: true });
    return done;
  };
  const copyByHand = (words, button) => {
    const field = element("input", { value: words, readOnly: true });
    const label = element("label", { className: "gk-byhand" }, gongkai.say("浏览器不让网页复制，请自己复制这一行"), field);
    document.querySelectorAll(".gk-byhand").forEach((old) => old.remove());
    button.after(label);
    field.focus();
    field.select();
  };
  const copy = async (words, button) => {
    let done = true;
    try { await navigator.clipboard.writeText(words); } catch { done = oldCopy(words); }
    if (done) { gongkai.tell(gongkai.say("已复制")); } else { copyByHand(words, button); }
  };
  const share = async (button) => {
    try { await navigator.share({ title: document.title, url: address() }); } catch (error) {
      if (error.name !== "AbortError") { copy(address(), button); }
    }
  };
  const wordsOf = (node) => (node.tagName === "PRE" ? node.textContent : node.textContent.replace(/\s+/g, " ")).trim();
  const DOING = {
    print: () => window.print(),
    share,
    "copy-link": (button) => copy(address(), button),
    copy: (button) => {
      const source = document.querySelector(button.dataset.copy);
      if (source) { copy(wordsOf(source), button); }
    },
    "text-size": (button) => {
      size(button.dataset.size);
      kept.set("text-size", button.dataset.size);
    },
  };
  const functions = () => {
    size(kept.get("text-size"));
    addEventListener("storage", (event) => { if (event.key === "gongkai.text-size") { size(event.newValue); } });
    document.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      const what = button?.closest("[data-do]")?.dataset.do;
      if (what in DOING) { DOING[what](button); }
    });
    const fill = (sign, words) => document.querySelectorAll(`[data-fill='${sign}']`).forEach((place) => { place.textContent = words; });
    fill("address", address());
    fill("today", today());
    const reveal = (sign) => document.querySelectorAll(sign).forEach((place) => { place.hidden = false; });
    reveal("[data-functions], button[data-do='copy']");
    if (navigator.share) { reveal("[data-do='share']"); }
  };

  /* Wide tables scroll sideways, and then the keyboard must get there; a stop at every other table would be noise. */
  const frames = () => {
    const offered = new Map();
    const measure = (frame) => {
      const scrolls = frame.scrollWidth > frame.clientWidth + 1;
      frame.toggleAttribute("data-scrolls", scrolls);
      for (const [name, value] of offered.get(frame)) {
        if (scrolls) { frame.setAttribute(name, value); } else if (frame !== document.activeElement) { frame.removeAttribute(name); }
      }
    };
    const watch = new ResizeObserver((changes) => new Set(changes.map(({ target: one }) => one.closest(".gk-scroll"))).forEach(measure));
    for (const frame of document.querySelectorAll(".gk-scroll[tabindex]")) {
      offered.set(frame, ["tabindex", "role", "aria-label"].map((name) => [name, frame.getAttribute(name)]).filter(([, value]) => value !== null));
      [frame, ...frame.children].forEach((one) => watch.observe(one));
    }
  };

  /* Keys: «/» leads to the search, Escape back. Readers who speak to their computer can switch it off (WCAG 2.1.4).
     The theme's own single keys, which leave the page, are switched off for everybody. */
  const KEYS = new Set("/pn,.sf");
  const TYPED_IN = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]";
  const keys = () => {
    const find = document.querySelector(".gk-find input:not([type=hidden])");
    let came = null;
    if (find && kept.get("shortcut") !== "off") { find.setAttribute("aria-keyshortcuts", "/"); }
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && find && event.target === find) {
        find.blur();
        came?.focus();
      } else if (KEYS.has(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.matches?.(TYPED_IN)) {
        event.stopPropagation();
        if (event.key === "/" && find && kept.get("shortcut") !== "off") {
          event.preventDefault();
          came = document.activeElement;
          find.focus();
          find.select();
        }
      }
    }, true);
    document.querySelectorAll("input[data-do='shortcut']").forEach((box) => {
      box.checked = kept.get("shortcut") !== "off";
      box.addEventListener("change", () => kept.set("shortcut", box.checked ? "on" : "off"));
    });
  };

  /* What is folded away opens when the address names it, and on paper. */
  const folds = () => {
    const unfold = () => {
      const named = target();
      let folded = named?.closest("details:not([open])");
      if (!folded) { return; }
      for (; folded; folded = folded.closest("details:not([open])")) { folded.open = true; }
      named.scrollIntoView();
    };
    addEventListener("hashchange", unfold);
    unfold();
    /* The theme opens them too, but leaves them open afterwards: so we look first. A browser may say «before» twice. */
    const unfolded = new Set();
    addEventListener("beforeprint", () => {
      for (const details of document.querySelectorAll(".md-content details:not([open])")) {
        details.open = true;
        unfolded.add(details);
      }
    }, true);
    addEventListener("afterprint", () => {
      unfolded.forEach((details) => { details.open = false; });
      unfolded.clear();
    });
  };

  /* Loaded only where a page has use for it */
  const USES = {
    "[data-chart]": "javascripts/charts.js",
    "table[data-tools] > tbody > tr:nth-child(8)": "javascripts/tables.js", /* a shorter one is read faster than its filters */
    ".gk-search[data-index]": "javascripts/search.js",
  };
  const start = () => {
    noting.disconnect();
    [answers, freshness, functions, frames, keys, folds].forEach((part) => part());
    for (const [sign, path] of Object.entries(USES)) {
      if (document.querySelector(sign)) { load(path).catch(() => {}); }
    }
  };
  if (document.readyState === "loading") { addEventListener("DOMContentLoaded", start); } else { start(); }
})();
