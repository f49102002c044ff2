// The map of folders: goes into a folder and back, by mouse or by keys. Where cells lie is in the data already.

const SVG = "http://www.w3.org/2000/svg";
const OWN = -1; // in place of a folder: the files directly in it
const CELL = { folder: 0, people: 1, grade: 2, left: 3, top: 4, width: 5, height: 6, inner: 7 };

/** A new element of a drawing. */
function draw(tag, attributes = {}, text = null) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== null) element.textContent = text;
  return element;
}

/** Where a cell lies, in percent of what it lies in. */
function placeOf(cell) {
  return {
    x: `${cell[CELL.left] / 100}%`, y: `${cell[CELL.top] / 100}%`,
    width: `${cell[CELL.width] / 100}%`, height: `${cell[CELL.height] / 100}%`,
  };
}

class FolderMap {
  /** showFiles(path): what to do with a folder that cannot be gone into any further. */
  constructor(holder, names, showFiles) {
    this.names = names;
    this.showFiles = showFiles;
    this.map = holder.querySelector(".treemap");
    this.trail = holder.querySelector(".trail");
    this.status = holder.querySelector(".map-status");
    this.rows = holder.querySelector(".here").tBodies[0];
    this.below = INVENTORY.folders.map(() => []);
    INVENTORY.parents.forEach((parent, at) => { if (parent >= 0) this.below[parent].push(at); });
    for (const children of this.below) {
      children.sort((a, b) => INVENTORY.folders[b][GROUP.likely] - INVENTORY.folders[a][GROUP.likely] || a - b);
    }
    holder.querySelector(".map-hint").hidden = false;
    this.trail.hidden = false;
    this.map.setAttribute("role", "group");
    this.map.addEventListener("keydown", (event) => this.press(event));
    this.map.addEventListener("click", (event) => {
      const cell = event.target.closest("[data-folder]");
      if (cell) this.choose(Number(cell.dataset.folder));
    });
    this.map.addEventListener("focusin", (event) => this.tell(event.target));
    this.map.addEventListener("mouseover", (event) => this.tell(event.target.closest("[data-folder]")));
    addEventListener("resize", () => this.drawMap());
    addEventListener("beforeprint", () => this.drawMap());
    this.show(0);
  }

  canEnter(folder) {
    return folder >= 0 && this.below[folder].length > 0;
  }

  choose(folder) {
    if (this.canEnter(folder)) this.go(folder);
    else this.showFiles(this.pathOf(folder >= 0 ? folder : this.here));
  }

  /** Show a folder and put the focus on its first cell. */
  go(folder) {
    this.show(folder);
    const first = this.map.querySelector("[data-folder]");
    if (first) first.focus({ preventScroll: true });
    else this.trail.querySelector("button:last-of-type")?.focus({ preventScroll: true });
  }

  show(folder) {
    this.here = folder;
    this.drawTrail();
    this.drawMap();
    this.drawRows();
  }

  nameOf(folder) {
    if (folder < 0) return this.names.say(folder === OWN ? "own" : "rest");
    const label = INVENTORY.folders[folder][GROUP.label] || this.names.say("whole");
    const isTarget = INVENTORY.tops[folder];
    return isTarget ? label : label.slice(label.lastIndexOf("/") + 1);
  }

  pathOf(folder) {
    return INVENTORY.tops[folder] ? "" : INVENTORY.folders[folder][GROUP.label];
  }

  drawTrail() {
    const steps = [];
    for (let at = this.here; at >= 0; at = INVENTORY.parents[at]) steps.unshift(at);
    const list = make("ol");
    for (const at of steps) {
      const item = make("li");
      if (at === this.here) {
        const here = make("bdi", "here", this.nameOf(at));
        here.setAttribute("aria-current", "location");
        item.append(here);
      } else {
        const button = make("button");
        button.type = "button";
        button.append(make("bdi", "", this.nameOf(at)));
        button.addEventListener("click", () => this.go(at));
        item.append(button);
      }
      list.append(item);
    }
    this.trail.replaceChildren(list);
  }

  drawMap() {
    const cells = INVENTORY.maps[this.here].map((cell, at) => this.makeCell(cell, at));
    this.map.replaceChildren(...cells);
  }

  makeCell(cell, at) {
    const inner = cell[CELL.inner];
    const [width, height] = this.sizeOf(cell, this.map.clientWidth, this.map.clientHeight);
    const frame = draw("svg", placeOf(cell));
    const group = draw("g", {
      class: `cell${inner.length ? " filled" : ""} on-${LEVELS[cell[CELL.grade] + 1]}`,
      role: "button", tabindex: at === 0 ? "0" : "-1", "data-folder": cell[CELL.folder],
      "aria-label": this.describe(cell),
    });
    group.append(draw("rect", { class: "plate", width: "100%", height: "100%" }));
    group.append(...this.write(this.nameOf(cell[CELL.folder]), { x: 9, y: 20 }, 13, width, height));
    if (inner.length) {
      const box = draw("svg", { class: "inner", x: 3, y: 30, width: "98%", height: "86%" });
      box.append(...inner.map((part) => this.makePart(part, ...this.sizeOf(part, width - 8, height - 34))));
      group.append(box);
    } else {
      group.append(...this.write(this.peopleOf(cell), { class: "people", x: 9, y: 38 }, 12, width, height));
    }
    frame.append(group);
    return frame;
  }

  sizeOf(cell, width, height) {
    return [(cell[CELL.width] * width) / 10_000, (cell[CELL.height] * height) / 10_000];
  }

  makePart(part, width, height) {
    const frame = draw("svg", placeOf(part));
    const group = draw("g", { class: `cell on-${LEVELS[part[CELL.grade] + 1]}` });
    group.append(draw("rect", { class: "plate", width: "100%", height: "100%" }));
    group.append(...this.write(this.nameOf(part[CELL.folder]), { x: 7, y: 17 }, 12, width, height));
    frame.append(group);
    return frame;
  }

  /** Text as far as it fits a cell, or nothing. Letters beyond Latin are taken to be as wide as they are high. */
  write(text, attributes, size, width, height) {
    let room = width - 2 * attributes.x;
    if (height < attributes.y + 5) return [];
    let shown = "";
    for (const letter of text) {
      room -= letter < "\u2e80" ? size * 0.6 : size;
      if (room < 0) {
        shown = shown.length > 1 ? `${[...shown].slice(0, -1).join("")}…` : "";
        break;
      }
      shown += letter;
    }
    return shown ? [draw("text", attributes, shown)] : [];
  }

  peopleOf(cell) {
    return this.names.say("people", { people: figures.format(cell[CELL.people]) });
  }

  describe(cell) {
    const folder = cell[CELL.folder];
    const parts = [this.nameOf(folder), this.peopleOf(cell)];
    parts.push(this.names.words.levels[cell[CELL.grade] + 1]);
    return parts.join(this.names.say("separator"));
  }

  tell(element) {
    if (element?.dataset?.folder) this.status.textContent = element.getAttribute("aria-label");
  }

  press(event) {
    const cells = [...this.map.querySelectorAll("[data-folder]")];
    const at = cells.indexOf(event.target);
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -at, End: cells.length - 1 - at };
    if (event.key in steps) {
      const next = cells[Math.min(cells.length - 1, Math.max(0, at + steps[event.key]))];
      event.target.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus({ preventScroll: true });
    } else if (event.key === "Enter" || event.key === " ") {
      this.choose(Number(event.target.dataset.folder));
    } else if (event.key === "Escape" || event.key === "Backspace") {
      const above = INVENTORY.parents[this.here];
      if (above >= 0) this.go(above);
    } else {
      return;
    }
    event.preventDefault();
  }

  drawRows() {
    this.rows.replaceChildren(...this.below[this.here].map((folder) => this.makeRow(folder)));
    if (!this.rows.rows.length) {
      const cell = make("td", "", this.names.say("none"));
      cell.colSpan = 4;
      this.rows.insertRow().append(cell);
    }
  }

  makeRow(folder) {
    const group = INVENTORY.folders[folder];
    const row = make("tr");
    const head = make("th");
    head.scope = "row";
    const button = make("button", "link");
    button.type = "button";
    button.append(make("bdi", "", this.nameOf(folder)));
    button.addEventListener("click", () => this.choose(folder));
    head.append(button);
    const level = make("td");
    level.append(this.names.level(group[GROUP.level]));
    row.append(
      head, make("td", "number", this.names.union(group[GROUP.least], group[GROUP.most], group[GROUP.likely])), level,
      make("td", "number", figures.format(group[GROUP.files])),
    );
    return row;
  }
}
