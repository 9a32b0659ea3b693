/* Gongkai: filtering and sorting of tables, where they stand. A table opts in with data-tools="filter sort"; its heads
   say how: data-filter="choice|text", data-sort="text|number|date", data-filter-name="name in the address". What was
   chosen lives in the address, so that a filtered table can be sent to somebody else. */
(() => {
  "use strict";
  const gongkai = window.gongkai;
  const { element } = gongkai;
  const FEWEST_ROWS = 8; /* a shorter table is read faster than its filters */
  const FEW_FIELDS = 2; /* so many need not be folded away on a phone */
  const TYPING = 150; /* milliseconds of quiet before a typed word counts */
  const NARROW = matchMedia("(max-width: 44.9375em)"); /* as in the stylesheet: rows become cards */
  const EMPTY = new Set(["", "—", "–", "-"]);
  const ALL = "*";
  const tables = [...document.querySelectorAll("table[data-tools]")];

  /* What cells say */
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  /* Full-width or half-width, capital or small: a reader who types need not care. */
  const folded = (text) => plain(text.normalize("NFKC")).toLowerCase();
  const wordsOf = (cell) => {
    if (!cell) { return ""; }
    const copy = cell.cloneNode(true);
    copy.querySelectorAll("[aria-hidden=true]").forEach((sign) => sign.remove());
    return plain(copy.textContent);
  };
  const valuesOf = (cell) => {
    const listed = cell?.dataset.values === undefined ? [wordsOf(cell)] : cell.dataset.values.split("|").map(plain);
    const filled = [...new Set(listed)].filter((value) => !EMPTY.has(value));
    return filled.length ? filled : [""];
  };
  const number = (text) => {
    const found = folded(text).replace(/[,\s]/g, "").replace(/−/g, "-").match(/(-?\d+(?:\.\d+)?)([万亿]?)/);
    return found ? Number(found[1]) * ({ 万: 1e4, 亿: 1e8 }[found[2]] || 1) : null;
  };
  const day = (text) => {
    const found = text.match(/(\d{4})(?:\D+(\d{1,2}))?(?:\D+(\d{1,2}))?/);
    return found ? found.slice(1).map((part) => (part || "0").padStart(2, "0")).join("-") : null;
  };
  /* What a cell is sorted by; null is «nothing there» and comes last in either direction. */
  const keyOf = (cell, kind) => {
    const text = cell?.dataset.sortValue === undefined ? wordsOf(cell) : plain(cell.dataset.sortValue);
    if (EMPTY.has(text)) { return null; }
    return kind === "number" ? number(text) : kind === "date" ? day(text) : text;
  };
  const { compare } = new Intl.Collator("zh-Hans-CN", { numeric: true });
  const ORDERS = { text: compare, number: (one, other) => one - other, date: compare };

  /* Words that stand in more than one place */
  const valueWords = (value) => value || gongkai.say("未写明");
  const orderWords = ({ sort, title: column }, down) => {
    if (sort === "number") {
      return down ? gongkai.say("{column}：从大到小", { column }) : gongkai.say("{column}：从小到大", { column });
    }
    if (sort === "date") {
      return down ? gongkai.say("{column}：从晚到早", { column }) : gongkai.say("{column}：从早到晚", { column });
    }
    return down ? gongkai.say("{column}：按拼音倒序", { column }) : gongkai.say("{column}：按拼音顺序", { column });
  };
  const orderName = ({ column, down }) => `${down ? "-" : ""}${column.name}`;

  /* The form above a table. On a narrow screen its choices stand folded behind a button, or they would fill the screen
     before the first row does. */
  const formOf = ({ choices, words, sortable, mine, about }) => {
    const id = (name) => `gk-${mine}filter-${name}`;
    const field = (name, label, control, more = "") => element("div", { className: `gk-filters__field ${more}`.trim() },
      element("label", { htmlFor: id(name), textContent: label }), Object.assign(control, { id: id(name), autocomplete: "off" }));
    const choose = (options) => element("select", {}, ...options.map(([value, label]) => element("option", { value, textContent: label })));
    const button = (name, label) => element("button", { type: "button", className: `gk-button gk-filters__${name}`, textContent: label });
    const parts = {
      count: element("span", { className: "gk-filters__count" }),
      sorted: element("span", { className: "gk-filters__order" }),
      more: button("more", sortable.length ? gongkai.say("筛选和排序") : gongkai.say("筛选")),
      clear: button("clear", gongkai.say("清除")),
      sorter: choose([["", gongkai.say("原来的顺序")], ...sortable.flatMap((column) =>
        [false, true].map((down) => [orderName({ column, down }), orderWords(column, down)]))]),
    };
    for (const choice of choices) {
      choice.select = choose([[ALL, gongkai.say("全部")], ...choice.all.map((value, at) => [String(at), valueWords(value)])]);
    }
    const said = element("p", {}, parts.count, parts.sorted);
    said.setAttribute("role", "status");
    parts.form = element("form", { className: "gk-filters" },
      element("div", { className: "gk-filters__fields" },
        ...(words ? [field("q", gongkai.say("表中查找"), words, "gk-filters__field--words")] : []),
        ...choices.map((choice) => field(choice.name, choice.title, choice.select)),
        ...(sortable.length ? [field("sort", gongkai.say("排序"), parts.sorter, "gk-filters__field--sort")] : [])),
      element("div", { className: "gk-filters__state" }, said, parts.more, parts.clear));
    parts.more.hidden = choices.length + Math.sign(sortable.length) <= FEW_FIELDS;
    parts.form.toggleAttribute("data-sorts-only", !words && !choices.length);
    parts.form.setAttribute("role", "search");
    parts.form.setAttribute("aria-label", mine && about ? gongkai.say("筛选表格：{table}", { table: about }) : gongkai.say("筛选本表"));
    return parts;
  };
  /* A head that sorts is a button with the head's own words. */
  const makeButton = (column) => {
    column.arrow = element("span", { className: "gk-sort__arrow" });
    column.arrow.setAttribute("aria-hidden", "true");
    column.button = element("button", { type: "button", className: "gk-sort" }, ...column.head.childNodes, column.arrow);
    column.head.append(column.button);
  };

  const equip = (table, place) => {
    table.dataset.equipped = "";
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]).map((node, order) => ({ node, body: node.parentNode, order, values: {}, keys: {} }));
    if (rows.length < FEWEST_ROWS || !table.tHead) { return; }
    /* Several tables on a page share one address, and no two regions may have the same name. */
    const mine = tables.length > 1 ? `${table.id || `t${place + 1}`}-` : "";
    const tools = table.dataset.tools.split(/\s+/);
    const columns = [...table.tHead.rows[0].cells].map((head, index) => ({
      head, index, title: wordsOf(head), name: head.dataset.filterName || String(index + 1),
      sort: tools.includes("sort") && head.dataset.sort in ORDERS ? head.dataset.sort : "",
      filter: tools.includes("filter") ? head.dataset.filter : "",
    }));
    const sortable = columns.filter(({ sort }) => sort);
    const choices = columns.filter(({ filter }) => filter === "choice").map((column) => {
      for (const row of rows) { row.values[column.name] = valuesOf(row.node.cells[column.index]); }
      return { ...column, all: [...new Set(rows.flatMap((row) => row.values[column.name]))], value: null };
    }).filter(({ all }) => all.length > 1);
    const words = columns.some(({ filter }) => filter === "text") ? element("input", { type: "search", spellcheck: false }) : null;
    if (!choices.length && !words && !sortable.length) { return; }
    sortable.forEach(makeButton);
    const { form, count, sorted, more, clear, sorter } = formOf({ choices, words, sortable, mine, about: plain(table.caption?.textContent || "") });
    const printed = element("ul", { className: "gk-filters__printed" });
    let asked = "";
    let order = null; /* { column, down } */
    const chosen = () => choices.filter(({ value }) => value !== null);

    /* What was chosen → what is seen */
    const fits = (row, without = null) =>
      choices.every((choice) => choice === without || choice.value === null || row.values[choice.name].includes(choice.value))
      && (!asked || folded(asked).split(" ").every((word) => (row.text ??= folded(wordsOf(row.node))).includes(word)));
    const key = (row, { name, index, sort }) => (name in row.keys ? row.keys[name] : (row.keys[name] = keyOf(row.node.cells[index], sort)));
    const arrange = () => {
      const some = [...rows];
      if (order) {
        const turn = order.down ? -1 : 1;
        some.sort((one, other) => {
          const [first, second] = [key(one, order.column), key(other, order.column)];
          return (first === null) - (second === null)
            || (first === null ? 0 : turn * ORDERS[order.column.sort](first, second)) || one.order - other.order;
        });
      }
      some.forEach(({ node, body }) => body.append(node));
      for (const column of sortable) {
        const mode = order?.column === column ? (order.down ? "descending" : "ascending") : null;
        if (mode) { column.head.setAttribute("aria-sort", mode); } else { column.head.removeAttribute("aria-sort"); }
        column.arrow.textContent = { ascending: "▲", descending: "▼" }[mode] || "↕";
      }
    };
    const offer = (choice) => {
      const open = rows.filter((row) => fits(row, choice));
      choice.all.forEach((value, at) => {
        const n = open.filter((row) => row.values[choice.name].includes(value)).length;
        const option = choice.select.options[at + 1];
        option.textContent = gongkai.say("{value}（{n}）", { value: valueWords(value), n });
        option.disabled = !n && choice.value !== value;
      });
      choice.select.value = choice.value === null ? ALL : String(choice.all.indexOf(choice.value));
      choice.select.toggleAttribute("data-on", choice.value !== null);
    };
    const note = (n) => {
      const total = rows.length;
      count.textContent = n ? gongkai.say("显示 {n} 项，共 {total} 项", { n, total }) : gongkai.say("没有符合条件的项，共 {total} 项", { total });
      sorted.textContent = order ? orderWords(order.column, order.down) : "";
      sorter.value = order ? orderName(order) : "";
      clear.hidden = !chosen().length && !asked && !order;
      const lines = [
        ...chosen().map(({ title: column, value }) => gongkai.say("{column}：{value}", { column, value: valueWords(value) })),
        asked && gongkai.say("含有“{words}”", { words: asked }), sorted.textContent, count.textContent,
      ];
      printed.replaceChildren(...(clear.hidden ? [] : lines.filter(Boolean).map((line) => element("li", { textContent: line }))));
    };
    const show = () => {
      let n = 0;
      for (const row of rows) { row.node.hidden = !fits(row); n += !row.node.hidden; }
      choices.forEach(offer);
      note(n);
    };

    /* What was chosen ↔ the address */
    const remember = () => {
      const address = new URL(location.href);
      [...choices.map(({ name }) => name), "q", "sort"].forEach((name) => address.searchParams.delete(mine + name));
      chosen().forEach(({ name, value }) => address.searchParams.set(mine + name, value || "—"));
      if (asked) { address.searchParams.set(`${mine}q`, asked); }
      if (order) { address.searchParams.set(`${mine}sort`, orderName(order)); }
      try { history.replaceState(history.state, "", address); } catch { /* a browser allows only so many a minute */ }
    };
    const recall = (query) => {
      const wanted = (name) => plain(query.get(mine + name) || "");
      for (const choice of choices) {
        const value = EMPTY.has(wanted(choice.name)) ? "" : wanted(choice.name);
        choice.value = query.has(mine + choice.name) && choice.all.includes(value) ? value : null;
      }
      if (words) { words.value = asked = wanted("q"); }
      orderBy(wanted("sort"));
    };
    const orderBy = (name) => {
      const column = sortable.find((some) => some.name === name.replace(/^-/, ""));
      order = column ? { column, down: name.startsWith("-") } : null;
    };
    const changed = () => { show(); remember(); };
    const reordered = () => { arrange(); changed(); };
    const forget = () => { recall(new URLSearchParams()); reordered(); };

    /* Readers */
    const unfold = (open) => {
      form.toggleAttribute("data-folded", !open && !more.hidden);
      more.setAttribute("aria-expanded", String(open));
    };
    more.addEventListener("click", () => unfold(form.hasAttribute("data-folded")));
    for (const choice of choices) {
      choice.select.addEventListener("change", () => {
        choice.value = choice.select.value === ALL ? null : choice.all[Number(choice.select.value)];
        changed();
      });
    }
    let waiting = 0;
    const typed = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { asked = plain(words.value); changed(); }, TYPING);
    };
    /* While Chinese is composed, the box holds half a syllable. */
    words?.addEventListener("input", (event) => { if (!event.isComposing) { typed(); } });
    words?.addEventListener("compositionend", typed);
    /* Three presses of a head go up, down and back to the printed order. */
    for (const column of sortable) {
      column.button.addEventListener("click", () => {
        const again = order?.column === column;
        order = again && order.down ? null : { column, down: again };
        reordered();
      });
    }
    sorter.addEventListener("change", () => { orderBy(sorter.value); reordered(); });
    clear.addEventListener("click", () => {
      clearTimeout(waiting);
      forget();
      [...form.querySelectorAll("input, select")].find((control) => control.offsetParent)?.focus();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    /* On a narrow screen the heads are not to be seen, so nothing in them may take the focus. */
    const passBy = () => sortable.forEach(({ button }) => { button.tabIndex = NARROW.matches ? -1 : 0; });
    NARROW.addEventListener("change", passBy);
    /* A link to a row that is filtered out still leads to it. */
    const follow = () => {
      const target = gongkai.target();
      if (target && table.contains(target) && target.closest("tr")?.hidden) { forget(); target.scrollIntoView(); }
    };
    addEventListener("hashchange", follow);

    (table.closest(".gk-scroll") || table).before(form, printed);
    recall(new URLSearchParams(location.search));
    unfold(chosen().length > 0 || order !== null);
    passBy();
    arrange();
    show();
    follow();
    table.dataset.equipped = "true";
  };

  tables.forEach(equip);
})();
