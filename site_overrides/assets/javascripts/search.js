/* Gongkai: the search page. The address holds query and filters; results are grouped by kind, as the filter names them.
   Finding itself is in search-index.js. */
(() => {
  "use strict";
  const FIRST = 8;
  const MORE = 40;
  const TYPING = 150; /* milliseconds from the last key to a search */
  const QUIET = 700; /* … to an announcement */
  const PATIENCE = 150; /* how long the first results wait for the other indexes */
  const NEAR = 8;
  const FILTERS = ["kind", "year", "status"];
  const say = (text, values) => window.gongkai.say(text, values);

  const box = document.querySelector(".gk-search[data-index]");
  const form = box.querySelector("form");
  const input = form.querySelector("input[name=q]");
  const filters = FILTERS.map((name) => form.elements[name]).filter(Boolean);
  const [state, live, offer, results, near, all] = ["state", "live", "offer", "results", "near", "all"].map((name) => box.querySelector(`.gk-search__${name}`));
  const links = [...document.querySelectorAll(".gk-search__in")];
  const summary = document.querySelector(".gk-search__places summary");

  const element = (name, properties = {}, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };
  const optionOf = (name, code) => {
    const select = form.elements[name];
    return select ? [...select.options].find(({ value }) => value && value === code) : null;
  };
  const labelOf = (name, code) => { const option = optionOf(name, code); return option ? option.textContent : code; };

  /* The page's own index; and those that the portal reads along, of some localities or, when asked for, of all. What
     cannot be read counts as missing, and is tried again at the next search. */
  const kept = new Map();
  const open = (path) => {
    const { href } = new URL(path, location.href);
    if (!kept.has(href)) {
      const opened = window.gongkai.load("javascripts/search-index.js").then(() => window.gongkaiSearch.open(href));
      kept.set(href, opened);
      opened.catch(() => kept.delete(href));
    }
    return kept.get(href);
  };
  const own = () => open(box.dataset.index);
  const along = box.dataset.merge.split(" ").filter(Boolean);
  const everywhere = links.filter(({ dataset }) => dataset.place).map(({ pathname }) => `${pathname}index/`);
  const others = (isAll) => (isAll ? everywhere : along).map(open);

  const dayWords = (year, month, day) => {
    const months = [say("1月"), say("2月"), say("3月"), say("4月"), say("5月"), say("6月"),
      say("7月"), say("8月"), say("9月"), say("10月"), say("11月"), say("12月")];
    const values = { year, month, day, name: months[month - 1] };
    return day ? say("{year}年{month}月{day}日", values) : say("{year}年{month}月", values);
  };

  /* What is asked */
  let isAll = false; /* whether the text of all localities is searched */
  const asked = () => ({ q: input.value.trim(), ...Object.fromEntries(filters.map(({ name, value }) => [name, value])), ...(isAll ? { in: "all" } : {}) });
  const isEmpty = ({ q }) => !q && !filters.some(({ value }) => value);
  const addressOf = (query) => {
    const parameters = String(new URLSearchParams(Object.entries(query).filter(([, value]) => value)));
    return `${location.pathname}${parameters && "?"}${parameters}`;
  };
  const restore = () => {
    const parameters = new URLSearchParams(location.search);
    input.value = parameters.get("q") || "";
    isAll = parameters.get("in") === "all" && everywhere.length > 0;
    for (const select of filters) {
      const value = parameters.get(select.name) || "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
  };

  /* One hit */
  const marked = (parts) => parts.map(({ text, hit }) => (hit ? element("mark", { textContent: text }) : text));
  const tags = (hit) => {
    const found = [];
    if (hit.place && box.dataset.place !== hit.place) { found.push(element("span", { className: "gk-tag", textContent: hit.place })); }
    if (hit.year) { found.push(element("span", { className: "gk-tag", textContent: labelOf("year", hit.year) })); }
    if (hit.status) {
      const option = optionOf("status", hit.status);
      const chip = element("span", { className: "gk-chip" }, option ? option.dataset.label : hit.status);
      if (option) {
        chip.classList.add(`gk-chip--${hit.status}`);
        chip.prepend(element("span", { className: "gk-chip__shape", textContent: option.dataset.shape }));
        chip.firstChild.setAttribute("aria-hidden", "true");
      }
      found.push(chip);
    }
    return found;
  };
  const item = async (hit) => {
    const page = await hit.index.read(hit);
    const link = element("a", { href: new URL(page.path, hit.index.root).href }, ...marked(page.title));
    const head = element("div", { className: "gk-hit__head" }, link, ...tags(hit));
    return element("li", { className: "gk-hit" }, head, element("p", { className: "gk-hit__text" }, ...marked(page.excerpt)));
  };

  /* One group: the best of a kind, and a button for more of them */
  const group = async (kind, hits) => {
    const list = element("ol", {}, ...await Promise.all(hits.slice(0, FIRST).map(item)));
    const heading = element("h2", { textContent: say("{kind}（{n}）", { kind: labelOf("kind", kind), n: hits.length }) });
    const section = element("section", {}, heading, list);
    let shown = FIRST;
    const button = element("button", { type: "button", className: "gk-button" });
    const name = () => { button.textContent = say("再显示 {n} 个", { n: Math.min(hits.length - shown, MORE) }); };
    button.addEventListener("click", async () => {
      const added = await Promise.all(hits.slice(shown, shown + MORE).map(item));
      shown += MORE;
      list.append(...added);
      if (shown < hits.length) { name(); } else { button.remove(); }
      added[0].querySelector("a").focus();
    });
    if (shown < hits.length) { name(); section.append(button); }
    return section;
  };
  const groups = (hits) => {
    const found = new Map();
    for (const hit of hits) { found.set(hit.kind, [...(found.get(hit.kind) || []), hit]); }
    const order = form.elements.kind ? [...form.elements.kind.options].map(({ value }) => value) : [];
    const rank = (kind, some) => (some[0].exact ? -1 : order.indexOf(kind) + (order.includes(kind) ? 0 : order.length + 1));
    return [...found].sort(([one, some], [other, more]) => rank(one, some) - rank(other, more));
  };

  /* Ways on: the same search in one locality, first those that have hits; or in the whole site */
  const lead = (query, hits) => {
    for (const link of links) { link.search = query.q ? `?q=${encodeURIComponent(query.q)}` : ""; }
    const { q } = query;
    if (summary) { summary.textContent = q ? say("在一个地方里搜索“{query}”", { query: q }) : say("在一个地方里搜索"); }
    const whole = links.find(({ dataset }) => dataset.whole !== undefined);
    if (whole) { whole.textContent = q ? say("在全站搜索“{query}”", { query: q }) : say("在全站搜索"); }
    const within = (link, words) => {
      const copy = element("a", { href: link.href, textContent: say("在{place}里搜索“{query}”", { place: link.dataset.place, query: words }) });
      copy.search = `?q=${encodeURIComponent(words)}`;
      return copy;
    };
    const named = [];
    for (const link of links.filter(({ dataset }) => dataset.place)) {
      const { place, short } = link.dataset;
      const name = [place, short].find((one) => one && q.includes(one));
      const rest = name ? q.replace(name, " ").replace(/\s+/g, " ").trim() : "";
      if (rest) { named.push(within(link, rest)); }
    }
    offer.replaceChildren(...named.slice(0, 3).flatMap((link, order) => (order ? [" ", link] : [link])));
    offer.hidden = !named.length;
    const counts = new Map();
    for (const { place } of hits) { counts.set(place, (counts.get(place) || 0) + 1); }
    const places = q ? links.filter(({ dataset }) => dataset.place && counts.has(dataset.place)) : [];
    places.sort((one, other) => counts.get(other.dataset.place) - counts.get(one.dataset.place));
    if (all) {
      all.textContent = say("在全部 {n} 个地方的全文里搜索", { n: everywhere.length });
      all.hidden = isAll || isEmpty(query) || everywhere.length <= along.length;
    }
    if (near) {
      near.replaceChildren(...places.slice(0, NEAR).map((link) => element("li", {}, within(link, q))));
      near.hidden = !places.length;
    }
  };

  /* What is said */
  let announcing = 0;
  const tell = (text, remedy, isTyped) => {
    state.replaceChildren(text, ...(remedy ? [" ", remedy] : []));
    clearTimeout(announcing);
    announcing = setTimeout(() => { live.textContent = text; }, isTyped ? QUIET : 0);
  };
  const unfiltered = () => {
    const button = element("button", { type: "button", className: "gk-button", textContent: say("去掉筛选") });
    button.addEventListener("click", () => { for (const select of filters) { select.value = ""; } input.focus(); ask(); });
    return button;
  };
  const nothing = (query) => {
    const hasFilters = filters.some(({ value }) => value);
    if (!query.q) { return [say("没有符合筛选的页面。"), unfiltered()]; }
    return hasFilters
      ? [say("筛选之内没有找到“{query}”。", { query: query.q }), unfiltered()]
      : [say("没有找到“{query}”。试试更短的词；几个词之间用空格分开，每个都要有才算找到。", { query: query.q })];
  };

  /* A search; one that has been overtaken by a newer shows nothing */
  let latest = 0;
  const show = async (first, rest, query, isTyped, turn) => {
    const read = rest.filter(Boolean);
    /* What the portal knows of a locality is in the locality's own index as well. */
    const known = new Set(read.flatMap(({ places }) => places));
    const hits = [...first.filter(({ place }) => !place || !known.has(place)), ...read.flatMap(({ hits: some }) => some)]
      .sort((one, other) => other.score - one.score);
    const sections = await Promise.all(groups(hits).map(([kind, some]) => group(kind, some)));
    if (turn !== latest) { return; }
    const here = results.contains(document.activeElement) ? document.activeElement.href : "";
    results.replaceChildren(...sections);
    const again = here && [...results.querySelectorAll("a")].find(({ href }) => href === here);
    if (again) { again.focus({ preventScroll: true }); }
    lead(query, hits);
    const [text, remedy] = hits.length ? [say("找到 {n} 页。", { n: hits.length })] : nothing(query);
    const missing = rest.length - read.length;
    tell(missing ? say("{found}有 {n} 个地方的内容没有装载成功，结果可能不全。", { found: text, n: missing }) : text, remedy, isTyped);
  };
  const run = async (query, isTyped) => {
    latest += 1;
    const turn = latest;
    if (isEmpty(query)) {
      results.replaceChildren();
      lead(query, []);
      tell(say("输入词语，或选择筛选。"), null, isTyped);
      results.setAttribute("aria-busy", "false");
      return;
    }
    if (!isTyped) { state.textContent = say("正在搜索……"); }
    results.setAttribute("aria-busy", "true");
    try {
      const index = await own();
      const words = window.gongkaiSearch.parse(query.q, dayWords);
      if (query.q && !words.length) {
        results.replaceChildren();
        lead(query, []);
        tell(say("“{query}”里没有可以搜索的文字。", { query: query.q }), null, isTyped);
        return;
      }
      const first = index.find(words, query);
      first.catch(() => {}); /* it is awaited below */
      const rest = Promise.all(others(isAll).map((other) => other.then((one) => one.find(words, query).then((hits) => ({ hits, places: one.places }))).catch(() => null)));
      const early = await Promise.race([rest, new Promise((done) => { setTimeout(done, PATIENCE); })]);
      if (turn !== latest) { return; }
      if (!early && (await first).length) { await show(await first, [], query, isTyped, turn); }
      await show(await first, await rest, query, isTyped, turn);
      if (turn === latest) { results.dataset.query = query.q; }
    } catch (error) {
      if (turn === latest) {
        results.replaceChildren();
        lead(query, []);
        tell(say("搜索没有装载成功。请刷新页面再试，或者从下面的清单里找。"), null, isTyped);
      }
    } finally {
      if (turn === latest) { results.setAttribute("aria-busy", "false"); }
    }
  };

  /* The first key of a new search makes an entry of the history, the following keys change it; going back finds the
     search before. */
  let isNew = true;
  const remember = (query, isTyped) => {
    const address = addressOf(query);
    if (address !== `${location.pathname}${location.search}`) {
      history[isNew ? "pushState" : "replaceState"](null, "", address);
    }
    isNew = !isTyped;
  };
  let typing = 0;
  const ask = (isTyped = false) => {
    clearTimeout(typing);
    const query = asked();
    remember(query, isTyped);
    run(query, isTyped);
  };
  const typed = () => { clearTimeout(typing); typing = setTimeout(() => ask(true), TYPING); };
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  input.addEventListener("input", (event) => { if (!event.isComposing) { typed(); } });
  input.addEventListener("compositionend", typed);
  input.addEventListener("focus", () => { own().catch(() => {}); }, { once: true });
  if (all) { all.addEventListener("click", () => { isAll = true; input.focus(); ask(); }); }
  for (const select of filters) { select.addEventListener("change", () => ask()); }
  window.addEventListener("popstate", () => { clearTimeout(typing); isNew = true; restore(); run(asked(), false); });

  /* Arrows go from the box into the results and among them, Escape goes back to the box. */
  document.addEventListener("keydown", (event) => {
    const plain = !(event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing);
    const here = document.activeElement;
    const inResults = results.contains(here);
    if (!plain || !(here === input || inResults)) { return; }
    const all = [...results.querySelectorAll("a, button")];
    const at = all.indexOf(here);
    const target = { ArrowDown: all[at + 1], ArrowUp: at > 0 ? all[at - 1] : inResults && input, Escape: inResults && input }[event.key];
    if (target) { event.preventDefault(); target.focus(); }
  });

  const tools = form.querySelector(".gk-search__filters");
  if (tools) { tools.hidden = false; }
  restore();
  run(asked(), false);
})();
