/* Gongkai: reads a search index (format: generator/search.py). It knows nothing of the page that asks.

   gongkaiSearch.parse(query, dayWords) → words, where dayWords(year, month, day) says a day as pages of the language do;
   gongkaiSearch.open(url) → index; index.find(words, filters) → hits, best first; index.read(hit) → { title, path,
   excerpt }, title and excerpt as parts { text, hit }. */
(() => {
  "use strict";

  /* Words are cut as generator/search.py cuts them, or a query would miss what the index holds. */
  const CHINESE = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const WORD = new RegExp([
    "\\n", `[${CHINESE}]`,
    "[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\\.[0-9]+)?",
    "[0-9]+(?:\\.[0-9]+)+",
    "(?=[0-9-]{0,60}[A-Za-z_])[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)+",
    `(?:(?![${CHINESE}])[\\p{L}\\p{N}_])+`,
  ].join("|"), "gu");
  const halfWidth = (text) => text.replace(/[\uff0d\uff0e\uff10-\uff19\uff21-\uff3a\uff3f\uff41-\uff5a]/g,
    (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  const compared = (word) => word.normalize("NFKC").toLowerCase().replace(/\s+/g, "").replaceAll(",", "");

  /* The words of a text: as compared, position (the end of a line counts as one), and where they begin and end. */
  const cut = (text, from = 0) => [...halfWidth(text).matchAll(WORD)]
    .map(({ 0: word, index: start }, order) => ({ word: compared(word), position: from + order, start, end: start + word.length }))
    .filter(({ word }) => word);

  /* Other ways in which the same day or number stands on pages, in data and in words of the page. */
  const DAY = /^((?:19|20)\d\d)(?:[-/.](0?[1-9]|1[0-2])(?:[-/.](\d{1,2}))?|\u5e74(0?[1-9]|1[0-2])\u6708(?:(\d{1,2})\u65e5)?)$/;
  const ROUND = /^(\d+(?:\.\d+)?)([\u4e07\u4ebf])$/;
  const variants = (word, dayWords) => {
    const [, year, ...found] = DAY.exec(word) || [];
    if (year) {
      const parts = found.filter(Boolean).map(Number);
      const full = parts.map((part) => String(part).padStart(2, "0"));
      const [month, day] = parts;
      return [`${year}\u5e74${month}\u6708${day ? `${day}\u65e5` : ""}`, ...(dayWords ? [dayWords(year, month, day)] : []),
        [year, ...full].join("-"), [year, ...parts].join("."), [year, ...full].join(".")];
    }
    const [, number, unit] = ROUND.exec(word) || [];
    return unit ? [String(Math.round(Number(number) * (unit === "\u4e07" ? 1e4 : 1e8)))] : [];
  };

  /* A query is words, and phrases in quotation marks; each must be there. A word of Latin letters finds the words that
     begin with it, one of digits only ids that do: «24» is not 240. */
  const parse = (query, dayWords) => {
    const pieces = halfWidth(query).toLowerCase().split(/["\u201c\u201d\u300c-\u300f\uff02]/);
    const texts = pieces.flatMap((piece, order) => (order % 2 && order < pieces.length - 1
      ? [{ text: piece.trim(), quoted: true }]
      : piece.split(/[\s\u3001\uff0c\uff1b;]+|,(?!\d{3})/).map((text) => ({ text, quoted: false }))));
    return texts.map(({ text, quoted }) => {
      const phrases = [text, ...(quoted ? [] : variants(text, dayWords))].map((one) => cut(one).map(({ word }) => word));
      const known = new Set();
      return {
        text, quoted, isId: /^(?=.*[a-z])[a-z0-9_]+(-[a-z0-9_]+)+$/.test(text),
        phrases: phrases.filter((words) => words.length && !known.has(words.join(" ")) && known.add(words.join(" "))),
      };
    }).filter(({ phrases }) => phrases.length);
  };

  /* Numbers as printable signs: 47 to a sign, the least part first. */
  const FIRST = 33;
  const DIGITS = 47;
  const numbers = function* (signs) {
    let value = 0;
    let weight = 1;
    for (let at = 0; at < signs.length; at += 1) {
      const sign = signs.charCodeAt(at) - FIRST;
      value += (sign % DIGITS) * weight;
      weight *= DIGITS;
      if (sign < DIGITS) { yield value; value = 0; weight = 1; }
    }
  };
  const postings = (signs) => {
    const pages = new Map();
    const next = numbers(signs);
    let page = 0;
    for (let step = next.next(); !step.done; step = next.next()) {
      page += step.value;
      const positions = [];
      let position = 0;
      for (let left = next.next().value; left > 0; left -= 1) { position += next.next().value; positions.push(position); }
      pages.set(page, positions);
    }
    return pages;
  };

  const get = async (url, options) => {
    const answer = await fetch(url, options);
    if (!answer.ok) { throw new Error(`${url}: ${answer.status}`); }
    return answer;
  };
  /* What has been fetched once is kept; what failed is asked for again. */
  const once = (make) => {
    const kept = new Map();
    return (key) => {
      if (!kept.has(key)) { kept.set(key, make(key).catch((error) => { kept.delete(key); throw error; })); }
      return kept.get(key);
    };
  };

  const FIELDS = ["kind", "year", "status", "place"];
  const pagesOf = (head) => {
    const all = [...numbers(head.numbers)];
    return Array.from({ length: head.pages }, (_, page) => {
      const own = all.slice(page * 6, page * 6 + 6);
      const record = Object.fromEntries(FIELDS.map((name, order) => [name, head[name][own[order]]]));
      return { ...record, title: own[4], before: own[5] };
    });
  };

  /* Starts of a phrase on a page, from the positions of each of its words. */
  const starts = (lists) => {
    const rest = lists.slice(1).map((list) => new Set(list));
    return lists[0].filter((position) => rest.every((set, order) => set.has(position + order + 1)));
  };

  const EXCERPT = 56;
  const LEAD = 10;
  /* The parts of a text, hits and what stands between them; `spans` are the positions [from, to) of the hits. */
  const parts = (text, words, spans) => {
    const marks = [];
    for (const { position, start, end } of words) {
      const around = spans.filter(([from, to]) => from <= position && position < to);
      const last = marks.at(-1);
      if (last && around.some(([from]) => from <= last.position)) {
        Object.assign(last, { position, end });
      } else if (around.length) {
        marks.push({ position, start, end });
      }
    }
    const found = [];
    const put = (from, to, hit) => { if (to > from) { found.push({ text: text.slice(from, to).replace(/\n/g, " · "), hit }); } };
    let at = 0;
    for (const { start, end } of marks) { put(at, start, false); put(start, end, true); at = end; }
    put(at, text.length, false);
    return found;
  };

  const open = async (url) => {
    const base = new URL(url, location.href);
    const head = await (await get(new URL("head.json", base), { cache: "no-cache" })).json();
    const folder = new URL(`${head.folder}/`, base);
    const pages = pagesOf(head);
    const file = once(async (number) => {
      const lines = (await (await get(new URL(`words-${number}.txt`, folder))).text()).split("\n");
      return lines.filter(Boolean).map((line) => line.split("\t"));
    });
    const piece = once(async (name) => (await get(new URL(`${name}.json`, folder))).json());

    const fileOf = (word) => {
      let low = 0;
      let high = head.words.length;
      while (low < high) { const middle = (low + high) >> 1; if (head.words[middle] <= word) { low = middle + 1; } else { high = middle; } }
      return Math.max(0, low - 1);
    };
    /* Pages and positions of a word, or of all words that `fits` allows and that begin with it. */
    const lookUp = async (word, fits) => {
      const last = fits ? fileOf(`${word}\uffff`) : fileOf(word);
      const wanted = [];
      for (let number = fileOf(word); number <= last && number < head.words.length; number += 1) { wanted.push(file(number)); }
      const found = (await Promise.all(wanted)).flat().filter(([text]) => text === word || (fits && text.startsWith(word) && fits(text)));
      const together = new Map();
      for (const [, signs] of found) {
        for (const [page, positions] of postings(signs)) { together.set(page, [...(together.get(page) || []), ...positions]); }
      }
      return together;
    };
    const fitting = (word, isLast, isOpen) => {
      if (!isLast || !isOpen || word.length < 2 || !/^[a-z0-9_-]+$/.test(word)) { return null; }
      return /[a-z]/.test(word) ? () => true : (text) => text.startsWith(`${word}-`);
    };
    const phrase = async (words, isOpen) => {
      const found = await Promise.all(words.map((word, order) => lookUp(word, fitting(word, order === words.length - 1, isOpen))));
      const spans = new Map();
      for (const page of found[0].keys()) {
        if (found.every((pages) => pages.has(page))) {
          const places = starts(found.map((pages) => pages.get(page)));
          if (places.length) { spans.set(page, places.map((at) => [at, at + words.length])); }
        }
      }
      return spans;
    };
    const word = async ({ phrases, quoted }) => {
      const together = new Map();
      for (const spans of await Promise.all(phrases.map((words) => phrase(words, !quoted)))) {
        for (const [page, some] of spans) { together.set(page, [...(together.get(page) || []), ...some]); }
      }
      return together;
    };

    const allows = (filters) => ({ kind, year, status }) => (!filters.kind || filters.kind === kind)
      && (!filters.status || filters.status === status) && (!filters.year || year.split(" ").includes(filters.year));
    /* A title counts most, the id most of all; then how often the words stand there. */
    const score = (page, lists, words) => lists.reduce((sum, spans, order) => {
      const { title } = pages[page];
      const inTitle = spans.some(([from]) => from < title);
      const inId = spans.some(([from, to]) => from === title + 1 && to === title + 2);
      const whole = inTitle && spans.some(([from, to]) => from === 0 && to === title);
      return sum + (inTitle ? 8 : 0) + (whole ? 8 : 0) + (inId ? (words[order].isId ? 100 : 8) : 0) + Math.min(4, Math.log2(1 + spans.length));
    }, 0);

    /* Hits of all words, best first; without words every page that the filters allow, in the order of addresses. */
    const find = async (words, filters = {}) => {
      const allowed = allows(filters);
      const found = await Promise.all(words.map(word));
      const candidates = found.length ? [...found[0].keys()] : pages.map((_, page) => page);
      return candidates
        .filter((page) => allowed(pages[page]) && found.every((spans) => spans.has(page)))
        .map((page) => {
          const lists = found.map((spans) => spans.get(page));
          const exact = words.length === 1 && words[0].isId && lists[0].some(([from, to]) => from === pages[page].title + 1 && to === from + 1);
          return { ...pages[page], page, lists, exact, score: score(page, lists, words), index };
        })
        .sort((one, other) => other.score - one.score || one.page - other.page);
    };

    /* Where an excerpt says most: the stretch of the text that has the most of the words. */
    const stretch = (hit) => {
      const spans = hit.lists.flatMap((list, order) => list.map(([from, to]) => ({ from, to, order }))).filter(({ from }) => from >= hit.before);
      let best = { from: hit.before, many: 0 };
      for (const { from } of spans) {
        const many = new Set(spans.filter((span) => span.from >= from && span.to <= from + EXCERPT - LEAD).map(({ order }) => order)).size;
        if (many > best.many || (many === best.many && from < best.from)) { best = { from, many }; }
      }
      return best.from;
    };
    const read = async (hit) => {
      const from = stretch(hit);
      const record = await piece(`${hit.page}-${Math.floor((from - hit.before) / head.piece)}`);
      const spans = hit.lists.flat();
      const all = cut(record.text, record.from);
      let first = Math.max(0, all.findIndex(({ position }) => position >= from - LEAD));
      /* Better from the beginning of a line, where one begins shortly before. */
      const line = all.findIndex(({ position }, order) => order > first && position <= from && position - all[order - 1].position > 1);
      first = line > 0 ? line : first;
      const words = all.slice(first).filter(({ position }) => position < all[first].position + EXCERPT);
      const start = first > 0 ? words[0].start : 0;
      const next = all[first + words.length];
      const text = words.length ? record.text.slice(start, next ? next.start : record.text.length).trimEnd() : "";
      const shown = words.map((one) => ({ ...one, start: one.start - start, end: one.end - start }));
      return {
        title: parts(record.title, cut(record.title), spans.filter(([at]) => at < hit.title)),
        excerpt: [...(start > 0 || record.from > hit.before ? [{ text: "…", hit: false }] : []), ...parts(text, shown, spans), ...(next ? [{ text: "…", hit: false }] : [])],
        path: record.path,
      };
    };
    const index = { find, read, root: new URL("../../", base), places: head.place };
    return index;
  };

  window.gongkaiSearch = { cut, parse, open };
})();
