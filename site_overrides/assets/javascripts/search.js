/* Gongkai: the search page, on Pagefind's API. Results are grouped by kind; the address holds the query. */
(() => {
  "use strict";
  /* Kinds in the order shown, and the word that marks each in the index (generator/search.py). */
  const KINDS = {
    任务: "gkkindtask", 计划: "gkkindplan", 单位: "gkkindunit", 指标: "gkkindindicator", 报告: "gkkindreport",
    地方: "gkkindlocality", 登记: "gkkindobligation", 数据: "gkkinddata", 说明: "gkkindguide",
  };
  const FIRST = 8;
  const box = document.querySelector(".gk-search");
  const input = box.querySelector("input");
  const state = box.querySelector(".gk-search__state");
  const results = box.querySelector(".gk-search__results");
  const base = new URL(box.dataset.index, location.href);
  const merged = box.dataset.merge.split(" ").filter(Boolean).map((path) => new URL(path, location.href).pathname);
  let engine = null;

  const start = async () => {
    if (!engine) {
      engine = import(new URL("pagefind.js", base)).then(async (pagefind) => {
        await pagefind.options({ excerptLength: 60 });
        await pagefind.init();
        await Promise.all(merged.map((path) => pagefind.mergeIndex(path).catch(() => {})));
        return pagefind;
      });
    }
    return engine;
  };

  const element = (name, properties = {}, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };

  /* The index has every Chinese character as a word of its own (generator/search.py), so a word is asked for as a
     phrase of characters; several words must all be there. */
  const CHARACTER = /([\u3400-\u9fff\uf900-\ufaff])/g;
  const spaced = (text) => text.replace(CHARACTER, " $1 ").replace(/\s+/g, " ").trim();
  const terms = (query) => (query.match(/[“"][^”"]+[”"]|\S+/g) || [])
    .map((word) => word.replace(/[“”"]/g, "").trim()).filter(Boolean)
    .map((word) => (word.search(CHARACTER) >= 0 || / /.test(word) ? `"${spaced(word)}"` : word));

  /* Pagefind marks hits in an excerpt with <mark>; everything else in it is text. */
  const excerpt = (html) => {
    const node = element("span", { className: "gk-quiet" });
    const joined = html.replace(/ ?gkkind[a-z]+\.?/g, "").replace(/ (?=(?:<mark>)?[\u3000-\u9fff\uf900-\uffef])/g, "").replace(/<\/mark><mark>/g, "");
    for (const part of joined.split(/(<mark>.*?<\/mark>)/)) {
      const words = part.replace(/<\/?mark>/g, "");
      const text = new DOMParser().parseFromString(words, "text/html").documentElement.textContent;
      node.append(part.startsWith("<mark>") ? element("mark", { textContent: text }) : text);
    }
    return node;
  };

  const show = async (kind, hits) => {
    const list = element("ol");
    const add = async (some) => {
      const pages = await Promise.all(some.map((hit) => hit.data()));
      for (const page of pages) {
        const place = page.meta.place ? [" ", element("span", { className: "gk-tag", textContent: page.meta.place })] : [];
        list.append(element("li", {}, element("a", { href: page.url, textContent: page.meta.title }), ...place, element("br"), excerpt(page.excerpt)));
      }
    };
    await add(hits.slice(0, FIRST));
    const section = element("section", {}, element("h2", { textContent: `${kind}（${hits.length}）` }), list);
    if (hits.length > FIRST) {
      const more = element("button", { type: "button", className: "gk-button", textContent: `再显示${Math.min(hits.length - FIRST, 40)}个` });
      more.addEventListener("click", async () => { more.remove(); await add(hits.slice(FIRST, FIRST + 40)); });
      section.append(more);
    }
    return section;
  };

  const ids = (hits) => new Set(hits.map((hit) => hit.id));
  let kinds = null;
  const kindOf = async (pagefind) => {
    kinds = kinds || Promise.all(Object.entries(KINDS).map(
      async ([kind, word]) => [kind, ids((await pagefind.search(word)).results)]));
    return kinds;
  };

  const find = async (pagefind, words) => {
    const [first, ...others] = await Promise.all(words.map(async (word) => (await pagefind.search(word)).results));
    const sets = others.map(ids);
    return first.filter((hit) => sets.every((set) => set.has(hit.id)));
  };

  const search = async (query) => {
    document.querySelectorAll(".gk-search__in").forEach((link) => { link.search = `?q=${encodeURIComponent(query)}`; });
    if (!query) { results.replaceChildren(); state.textContent = "输入词语后按回车。"; return; }
    state.textContent = "正在搜索……";
    try {
      const pagefind = await start();
      const hits = await find(pagefind, terms(query));
      const groups = (await kindOf(pagefind)).map(([kind, set]) => [kind, hits.filter((hit) => set.has(hit.id))]);
      const found = groups.filter(([, hits]) => hits.length);
      const sections = await Promise.all(found.map(([kind, hits]) => show(kind, hits)));
      results.replaceChildren(...sections);
      const total = found.reduce((sum, [, hits]) => sum + hits.length, 0);
      state.textContent = total ? `找到 ${total} 页。` : `没有找到“${query}”。试试更短的词；几个词之间用空格分开。`;
      results.dataset.query = query;
    } catch (error) {
      state.textContent = "搜索没有装载成功，请刷新页面再试。";
    }
  };

  const query = new URLSearchParams(location.search).get("q") || "";
  input.value = query;
  search(query.trim());
  box.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const words = input.value.trim();
    history.replaceState(null, "", words ? `?q=${encodeURIComponent(words)}` : location.pathname);
    search(words);
  });
})();
