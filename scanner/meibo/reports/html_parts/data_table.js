// A table of any length of which only the rows in view are in the page: it sorts, searches and scrolls quickly.

const ROW_PIXELS = 54; // as in page.css
const ROWS_AROUND = 8;
const ROWS_PRINTED = 50;

class DataTable {
  /**
   * holder: the element around the static table, which this one takes over.
   * source: { count, columns, words(i), level(i)?, name(i)?, open(i)?, sorted? }. A column draws a row into a cell,
   * and has a number to sort by, key(i), or compares two rows; isText where the first comes first.
   */
  constructor(holder, source, names) {
    this.holder = holder;
    this.source = source;
    this.names = names;
    this.region = holder.querySelector(".scroll");
    this.table = holder.querySelector("table");
    this.body = this.table.tBodies[0];
    this.order = Uint32Array.from({ length: source.count }, (_, at) => at);
    this.view = this.order;
    this.sorted = source.sorted ?? null;
    this.keys = new Map();
    this.texts = null;
    this.terms = [];
    this.level = null;
    this.first = -1;
    this.makeTools();
    this.makeHeadings();
    this.table.setAttribute("aria-rowcount", source.count + 1);
    this.region.classList.add("moving");
    this.region.addEventListener("scroll", () => this.draw());
    this.body.addEventListener("keydown", (event) => this.move(event));
    addEventListener("resize", () => this.draw(true));
    addEventListener("beforeprint", () => this.drawRows(0, Math.min(this.view.length, ROWS_PRINTED), false));
    addEventListener("afterprint", () => this.draw(true));
    this.draw(true);
    this.tell();
  }

  makeTools() {
    const say = (key) => this.names.say(key);
    const tools = make("div", "tools");
    tools.setAttribute("role", "search");
    const label = make("label", "", `${say("search")} `);
    this.box = make("input");
    this.box.type = "search";
    this.box.placeholder = say(this.source.level ? "search-hint" : "filter-hint");
    this.box.autocomplete = "off";
    this.box.spellcheck = false;
    this.box.addEventListener("input", () => this.search(this.box.value));
    label.append(this.box);
    tools.append(label);
    if (this.source.level) tools.append(this.makeLevels(say));
    this.status = make("output", "shown");
    this.status.setAttribute("aria-live", "polite");
    tools.append(this.status);
    this.holder.prepend(tools);
    tools.setAttribute("aria-label", this.table.caption.textContent);
  }

  makeLevels(say) {
    const label = make("label", "", `${say("level-filter")} `);
    const choice = make("select");
    choice.append(new Option(say("level-any"), ""));
    for (let level = LEVELS.length - 2; level >= -1; level--) {
      choice.append(new Option(this.names.words.levels[level + 1], level));
    }
    choice.addEventListener("change", () => {
      this.level = choice.value === "" ? null : Number(choice.value);
      this.filter();
    });
    label.append(choice);
    return label;
  }

  makeHeadings() {
    [...this.table.tHead.rows[0].cells].forEach((cell, at) => {
      const button = make("button", "sort", cell.textContent);
      button.type = "button";
      button.addEventListener("click", () => this.sort(at));
      cell.dataset.text = cell.textContent; // for paper
      cell.replaceChildren(button);
    });
    this.markSorted();
  }

  markSorted() {
    [...this.table.tHead.rows[0].cells].forEach((cell, at) => {
      if (this.sorted && this.sorted.column === at) {
        cell.setAttribute("aria-sort", this.sorted.descending ? "descending" : "ascending");
      } else {
        cell.removeAttribute("aria-sort");
      }
    });
  }

  /** Sort by a column; again turns it round. Figures begin with the largest, text with the first. */
  sort(at) {
    const column = this.source.columns[at];
    const isAgain = this.sorted?.column === at;
    const descending = isAgain ? !this.sorted.descending : !column.isText;
    this.sorted = { column: at, descending };
    const turn = descending ? -1 : 1;
    let compare = column.compare;
    if (column.key) {
      const keys = this.keysOf(at);
      compare = (a, b) => keys[a] - keys[b];
    }
    // Rows that are equal stay in the order of risk.
    this.order.sort((a, b) => turn * compare(a, b) || a - b);
    this.markSorted();
    this.filter();
  }

  keysOf(at) {
    if (!this.keys.has(at)) {
      const { key } = this.source.columns[at];
      this.keys.set(at, Float64Array.from({ length: this.source.count }, (_, row) => key(row)));
    }
    return this.keys.get(at);
  }

  /** Show the rows that hold all these words. */
  search(text) {
    this.terms = fold(text).split(/\s+/).filter(Boolean);
    this.filter();
  }

  /** The same, as if the reader had typed it. */
  seek(text) {
    this.box.value = text;
    this.search(text);
    this.box.focus({ preventScroll: true });
    this.holder.closest("section").scrollIntoView();
  }

  prepare() {
    this.texts ??= Array.from({ length: this.source.count }, (_, row) => fold(this.source.words(row)));
  }

  filter() {
    const { terms, level } = this;
    if (terms.length) this.prepare();
    this.view = terms.length || level !== null
      ? this.order.filter((row) =>
        (level === null || this.source.level(row) === level) && terms.every((term) => this.texts[row].includes(term)))
      : this.order;
    this.region.scrollTop = 0;
    this.draw(true);
    this.tell();
  }

  tell() {
    const shown = figures.format(this.view.length);
    this.status.textContent = this.names.say("shown", { shown, total: figures.format(this.source.count) });
  }

  /** Draw the rows in view, unless they are there. */
  draw(isForced = false) {
    const top = Math.floor(this.region.scrollTop / ROW_PIXELS);
    const first = Math.max(0, top - ROWS_AROUND);
    if (!isForced && Math.abs(first - this.first) < ROWS_AROUND / 2) return;
    const seen = Math.ceil((this.region.clientHeight || innerHeight) / ROW_PIXELS);
    this.drawRows(first, Math.min(this.view.length, top + seen + ROWS_AROUND), true);
  }

  drawRows(first, end, isPadded) {
    const focused = this.body.contains(document.activeElement) ? document.activeElement.closest("tr") : null;
    const place = focused ? Number(focused.dataset.at) : -1;
    const rows = [];
    for (let at = first; at < end; at++) rows.push(this.makeRow(at));
    if (!rows.length) rows.push(this.makeEmpty());
    if (isPadded) {
      if (first) rows.unshift(this.makeSpace(first));
      if (end < this.view.length) rows.push(this.makeSpace(this.view.length - end));
    }
    this.first = first;
    this.body.replaceChildren(...rows);
    if (place >= first && place < end) this.rowAt(place).querySelector("button")?.focus({ preventScroll: true });
    else if (place >= 0) this.region.focus({ preventScroll: true });
  }

  makeRow(at) {
    const row = make("tr");
    row.dataset.at = at;
    row.setAttribute("aria-rowindex", at + 2); // the headings are the first
    for (const column of this.source.columns) {
      const cell = make("td", column.className ?? "");
      const clip = make("div", "clip");
      column.draw(clip, this.view[at]);
      cell.append(clip);
      row.append(cell);
    }
    return row;
  }

  makeSpace(rows) {
    const row = make("tr", "space");
    row.setAttribute("aria-hidden", "true");
    const cell = make("td");
    cell.colSpan = this.source.columns.length;
    cell.style.height = `${rows * ROW_PIXELS}px`;
    row.append(cell);
    return row;
  }

  makeEmpty() {
    const row = make("tr");
    const cell = make("td", "", this.names.say("none"));
    cell.colSpan = this.source.columns.length;
    row.append(cell);
    return row;
  }

  rowAt(at) {
    return this.body.querySelector(`tr[data-at="${at}"]`);
  }

  /** Arrow keys go from row to row, also to rows that are not drawn yet. */
  move(event) {
    const row = event.target.closest("tr[data-at]");
    const page = Math.max(1, Math.floor(this.region.clientHeight / ROW_PIXELS) - 2);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (!row || !(event.key in steps)) return;
    event.preventDefault();
    const at = Math.min(this.view.length - 1, Math.max(0, Number(row.dataset.at) + steps[event.key]));
    const head = this.table.tHead.offsetHeight;
    const top = at * ROW_PIXELS;
    if (top < this.region.scrollTop) this.region.scrollTop = top;
    const bottom = top + ROW_PIXELS + head - this.region.clientHeight;
    if (bottom > this.region.scrollTop) this.region.scrollTop = bottom;
    this.draw(true);
    this.rowAt(at)?.querySelector("button")?.focus({ preventScroll: true });
  }
}
