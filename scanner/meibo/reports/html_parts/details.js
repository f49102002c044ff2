// All that is known of one file, in a dialog.

class Details {
  constructor(dialog, names) {
    this.dialog = dialog;
    this.names = names;
    dialog.querySelector("button").textContent = names.say("close");
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close(); // beside it
    });
  }

  open(row) {
    this.dialog.querySelector("h2").replaceChildren(make("bdi", "", row[FILE.name]));
    this.dialog.querySelector("dl").replaceChildren(...this.list(row));
    this.dialog.showModal();
  }

  *list(row) {
    const { names } = this;
    const { words } = names;
    const isRead = row[FILE.level] >= 0;
    yield this.item("path", make("bdi", "", names.path(row)));
    yield this.item("target", make("bdi", "", names.target(row)));
    yield this.item("level", names.level(row[FILE.level]));
    if (isRead) yield this.item("score", row[FILE.score].toFixed(1));
    if (isRead) yield this.item("people", names.people(row[FILE.least], row[FILE.most]));
    if (row[FILE.found].length) yield this.item("found", names.found(row, Infinity));
    const laws = [...names.triggers(row[FILE.sure], row[FILE.possible])].map(([at, isSure]) =>
      isSure ? words.triggers[at] : names.say("possible", { name: words.triggers[at] }));
    if (laws.length) yield this.item("law", laws.join(names.say("separator")));
    if (row[FILE.damage] >= 0) yield* this.listDamage(row);
    yield this.item("audience", words.audiences[row[FILE.audience]]);
    yield this.item("owner", make("bdi", "", words.owners[row[FILE.owner]]));
    yield this.item("modified", names.time(row[FILE.modified]));
    yield this.item("size", names.say("bytes", { count: figures.format(row[FILE.size]) }));
    const format = INVENTORY.names.formats[row[FILE.format]];
    if (format) yield this.item("format", format);
    const why = row[FILE.issue] >= 0 ? words.issues[row[FILE.issue]].filter(Boolean).join(" – ") : "";
    yield this.item("status", [words.statuses[row[FILE.status]], why].filter(Boolean).join(": "));
    if (row[FILE.copies]) yield this.item("copies", names.say("copies", { count: figures.format(row[FILE.copies]) }));
  }

  *listDamage(row) {
    const { names } = this;
    const damage = INVENTORY.names.damages[row[FILE.damage]];
    const [, least, most] = names.damage(row);
    const box = make("div");
    box.append(make("p", "", names.yen(least, most)));
    const factors = Object.fromEntries(Object.entries(DAMAGE).map(([key, at]) => [key, figures.format(damage[at])]));
    factors.gravest = names.words.detectors[damage[DAMAGE.gravest]];
    box.append(make("p", "note", names.say(damage[DAMAGE.isOwn] ? "detail-yen-own" : "detail-yen-how", factors)));
    yield this.item("yen", box);
  }

  item(key, content) {
    const item = make("div");
    const text = make("dd");
    text.append(content);
    item.append(make("dt", "", this.names.say(`detail-${key}`)), text);
    return item;
  }
}
