// Brings one language's report to life when it is first shown.

/** Ranks of texts in their order, so that rows sort by number. */
function rank(texts) {
  const order = texts.map((_, at) => at).sort((a, b) => (texts[a] < texts[b] ? -1 : Number(texts[a] > texts[b])));
  const ranks = new Array(texts.length);
  order.forEach((at, place) => { ranks[at] = place; });
  return ranks;
}

/** A column that shows a figure, or a dash for none. */
function figureColumn(key) {
  return { className: "number", key, draw: (cell, at) => cell.append(key(at) ? figures.format(key(at)) : DASH) };
}

/** A name above, and in what it lies below. */
function drawPlace(cell, name, folder) {
  cell.append(make("bdi", "name", name));
  if (folder) cell.append(make("bdi", "folder", folder));
}

function filesSource(names, details) {
  const rows = INVENTORY.files;
  const { words } = names;
  const places = rank(INVENTORY.names.places.map(([target, folder]) => `${words.targets[target]}\0${folder}`));
  const owners = rank(words.owners);
  const comparePlaces = (a, b) =>
    places[rows[a][FILE.place]] - places[rows[b][FILE.place]]
    || (rows[a][FILE.name] < rows[b][FILE.name] ? -1 : Number(rows[a][FILE.name] > rows[b][FILE.name]));
  return {
    count: rows.length,
    sorted: { column: 0, descending: true },
    level: (at) => rows[at][FILE.level],
    words: (at) => {
      const row = rows[at];
      const found = names.found(row, Infinity);
      return `${names.path(row)} ${words.owners[row[FILE.owner]]} ${found} ${words.audiences[row[FILE.audience]]}`;
    },
    columns: [
      { key: (at) => rows[at][FILE.level], draw: (cell, at) => cell.append(names.level(rows[at][FILE.level])) },
      {
        className: "number",
        key: (at) => rows[at][FILE.score],
        draw: (cell, at) => cell.append(rows[at][FILE.level] < 0 ? DASH : rows[at][FILE.score].toFixed(1)),
      },
      {
        className: "wide",
        isText: true,
        compare: comparePlaces,
        draw: (cell, at) => {
          const button = make("button", "link");
          button.type = "button";
          button.setAttribute("aria-haspopup", "dialog");
          button.append(make("bdi", "name", rows[at][FILE.name]));
          button.addEventListener("click", () => details.open(rows[at]));
          cell.append(button, make("bdi", "folder", names.folder(rows[at])));
        },
      },
      {
        className: "number",
        key: (at) => rows[at][FILE.most],
        draw: (cell, at) => cell.append(names.people(rows[at][FILE.least], rows[at][FILE.most])),
      },
      {
        className: "medium",
        key: (at) => rows[at][FILE.found].reduce((sum, figure, place) => sum + (place % 2 ? figure : 0), 0),
        draw: (cell, at) => cell.append(names.found(rows[at], 3) || DASH),
      },
      {
        className: "laws",
        key: (at) => rows[at][FILE.sure] * 64 + rows[at][FILE.possible],
        draw: (cell, at) => cell.append(...names.laws(rows[at][FILE.sure], rows[at][FILE.possible])),
      },
      {
        className: "number",
        key: (at) => names.damage(rows[at])[2],
        draw: (cell, at) => cell.append(names.people(...names.damage(rows[at]).slice(1))),
      },
      {
        key: (at) => rows[at][FILE.audience],
        draw: (cell, at) => cell.append(words.audiences[rows[at][FILE.audience]]),
      },
      {
        isText: true,
        key: (at) => owners[rows[at][FILE.owner]],
        draw: (cell, at) => cell.append(make("bdi", "", words.owners[rows[at][FILE.owner]])),
      },
      { key: (at) => rows[at][FILE.modified], draw: (cell, at) => cell.append(names.time(rows[at][FILE.modified])) },
    ],
  };
}

/** Folders or owners; ``nobody`` stands for one without a name. */
function groupsSource(names, rows, nobody) {
  const labels = rows.map((row) => row[GROUP.label] || nobody);
  return {
    count: rows.length,
    sorted: { column: 1, descending: true },
    words: (at) => labels[at],
    columns: [
      {
        className: "wide",
        isText: true,
        compare: (a, b) => (labels[a] < labels[b] ? -1 : Number(labels[a] > labels[b])),
        draw: (cell, at) => cell.append(make("bdi", "name", labels[at])),
      },
      {
        className: "number",
        key: (at) => rows[at][GROUP.likely],
        draw: (cell, at) =>
          cell.append(names.union(rows[at][GROUP.least], rows[at][GROUP.most], rows[at][GROUP.likely])),
      },
      { key: (at) => rows[at][GROUP.level], draw: (cell, at) => cell.append(names.level(rows[at][GROUP.level])) },
      figureColumn((at) => rows[at][GROUP.files]),
      figureColumn((at) => rows[at][GROUP.found]),
      figureColumn((at) => rows[at][GROUP.grave]),
      {
        className: "laws",
        key: (at) => rows[at][GROUP.sure] * 64 + rows[at][GROUP.possible],
        draw: (cell, at) => cell.append(...names.laws(rows[at][GROUP.sure], rows[at][GROUP.possible])),
      },
      {
        className: "number",
        key: (at) => rows[at][GROUP.yenLikely],
        draw: (cell, at) =>
          cell.append(names.union(rows[at][GROUP.yenLeast], rows[at][GROUP.yenMost], rows[at][GROUP.yenLikely])),
      },
      {
        key: (at) => rows[at][GROUP.audience],
        draw: (cell, at) => cell.append(rows[at][GROUP.found] ? names.words.audiences[rows[at][GROUP.audience]] : DASH),
      },
    ],
  };
}

function issuesSource(names) {
  const rows = INVENTORY.issues;
  const { words } = names;
  const details = rank(rows.map((row) => row[ISSUE.detail]));
  const reason = (at) => words.issues[rows[at][ISSUE.code]][0];
  const path = (at) => rows[at][ISSUE.path] || words.targets[rows[at][ISSUE.target]];
  return {
    count: rows.length,
    sorted: { column: 0, descending: false },
    words: (at) => `${path(at)} ${reason(at)} ${rows[at][ISSUE.detail]}`,
    columns: [
      {
        isText: true,
        key: (at) => rows[at][ISSUE.kind],
        draw: (cell, at) =>
          cell.append(make("span", `class ${CLASSES[rows[at][ISSUE.kind]]}`, words.classes[rows[at][ISSUE.kind]])),
      },
      {
        className: "wide",
        isText: true,
        compare: (a, b) => (path(a) < path(b) ? -1 : Number(path(a) > path(b))),
        draw: (cell, at) => {
          const cut = rows[at][ISSUE.path].lastIndexOf("/");
          drawPlace(cell, cut < 0 ? path(at) : path(at).slice(cut + 1), cut < 0 ? "" : path(at).slice(0, cut));
        },
      },
      {
        isText: true,
        key: (at) => rows[at][ISSUE.status],
        draw: (cell, at) => cell.append(words.statuses[rows[at][ISSUE.status]]),
      },
      {
        className: "wide",
        isText: true,
        key: (at) => rows[at][ISSUE.code],
        draw: (cell, at) => cell.append(reason(at)),
      },
      {
        isText: true,
        key: (at) => details[at],
        draw: (cell, at) => cell.append(rows[at][ISSUE.detail]),
      },
      figureColumn((at) => rows[at][ISSUE.count]),
    ],
  };
}

const started = new Set();

/** Make a report's tables and map work. */
function start(report) {
  const { lang } = report;
  if (started.has(lang)) return;
  started.add(lang);
  const names = new Names(lang);
  const details = new Details(report.querySelector("dialog"), names);
  const sources = {
    files: () => filesSource(names, details),
    folders: () => groupsSource(names, INVENTORY.folders, names.say("whole")),
    owners: () => groupsSource(names, INVENTORY.owners, names.say("nobody")),
    issues: () => issuesSource(names),
  };
  const tables = {};
  for (const holder of report.querySelectorAll("[data-table]")) {
    const name = holder.dataset.table;
    tables[name] = new DataTable(holder, sources[name](), names);
  }
  const map = report.querySelector("[data-map]");
  if (map) new FolderMap(map, names, (path) => tables.files.seek(path));
  const settings = report.querySelector(".settings");
  settings.hidden = false;
  settings.addEventListener("click", (event) => {
    const action = event.target.closest("button")?.dataset.do;
    if (action === "print") print();
    if (action === "theme") switchTheme();
    if (action === "language") switchLanguage(report);
  });
  markTheme();
  // The first search would otherwise wait for the text of all rows.
  setTimeout(() => tables.files?.prepare(), 200);
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function markTheme() {
  for (const button of document.querySelectorAll("[data-do=theme]")) button.setAttribute("aria-pressed", isDark());
}

function switchTheme() {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  markTheme();
}

function switchLanguage(report) {
  const other = [...document.querySelectorAll(".report")].find((one) => one !== report);
  report.hidden = true;
  other.hidden = false;
  document.documentElement.lang = other.lang;
  document.title = other.dataset.title;
  start(other);
  other.querySelector("[data-do=language]").focus();
}

start(document.querySelector(".report:not([hidden])"));
