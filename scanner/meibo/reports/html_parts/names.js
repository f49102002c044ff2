"use strict";
// What the rows of the data block mean, and how their numbers are written in a language.

const INVENTORY = JSON.parse(document.getElementById("inventory").textContent);

// Places in a row; html_rows.py writes them in this order.
const FILE = {
  level: 0, score: 1, place: 2, name: 3, least: 4, most: 5, found: 6, sure: 7, possible: 8, damage: 9,
  audience: 10, owner: 11, modified: 12, size: 13, status: 14, issue: 15, copies: 16, format: 17,
};
const GROUP = {
  label: 0, files: 1, found: 2, least: 3, most: 4, level: 5, grave: 6, yenLeast: 7, yenMost: 8, audience: 9,
  sure: 10, possible: 11, size: 12, likely: 13, yenLikely: 14,
};
const ISSUE = { kind: 0, path: 1, code: 2, detail: 3, count: 4, target: 5, status: 6 };
const DAMAGE = { base: 0, sensitivity: 1, identifiability: 2, responsibility: 3, response: 4, person: 5, gravest: 6, isOwn: 7 };

const LEVELS = ["unread", "none", "low", "medium", "high", "critical"]; // by level + 1
const CLASSES = ["fault", "design", "note"];
const DASH = "–";
const LAWS_SHOWN = 2;

const figures = new Intl.NumberFormat("en-US");

/** Text as it is searched: width and case of letters do not count. */
function fold(text) {
  return text.normalize("NFKC").toLowerCase();
}

/** A new element; text is only ever set as text, so no name can become markup. */
function make(tag, className = "", text = null) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== null) element.textContent = text;
  return element;
}

/** The words of one language, and figures in it. */
class Names {
  constructor(language) {
    this.words = INVENTORY.words[language];
  }

  say(key, values = {}) {
    return this.words.say[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  people(least, most) {
    if (!most) return DASH;
    return least === most ? figures.format(most) : `${figures.format(least)}–${figures.format(most)}`;
  }

  /** Of several files: the likely number and its range. */
  union(least, most, likely) {
    if (least === most) return this.people(least, most);
    return this.say("people-likely",
      { least: figures.format(least), most: figures.format(most), likely: figures.format(likely) });
  }

  yen(least, most) {
    return most ? this.say("yen", { yen: this.people(least, most) }) : DASH;
  }

  /** Minutes since 1970 on the clock of the report's zone. */
  time(minutes) {
    const when = new Date(minutes * 60_000);
    return Number.isNaN(when.getTime()) ? DASH : when.toISOString().slice(0, 16).replace("T", " ");
  }

  /** The legal triggers of a row as pairs of number and certainty. */
  *triggers(sure, possible) {
    for (let at = 0; at < this.words.triggers.length; at++) {
      if (sure & (1 << at)) yield [at, true];
      else if (possible & (1 << at)) yield [at, false];
    }
  }

  level(level) {
    return make("span", `level ${LEVELS[level + 1]}`, this.words.levels[level + 1]);
  }

  /** As many as a row of a table has room for, and the number of the others; the details of a file name all. */
  laws(sure, possible) {
    const chips = [...this.triggers(sure, possible)].map(([at, isSure]) =>
      make("span", isSure ? "law" : "law possible", this.words.triggersInShort[at] + (isSure ? "" : "?")));
    const others = chips.splice(LAWS_SHOWN);
    if (others.length) {
      const more = make("span", "law possible", `+${others.length}`);
      more.title = others.map((chip) => chip.textContent).join(this.say("separator"));
      chips.push(more);
    }
    return chips.length ? chips : [DASH];
  }

  found(row, most) {
    const found = row[FILE.found];
    const names = [];
    for (let at = 0; at < found.length && names.length < most; at += 2) {
      names.push(`${this.words.detectors[found[at]]} ${figures.format(found[at + 1])}`);
    }
    return names.join(this.say("separator"));
  }

  /** Per person, least in all, most in all. */
  damage(row) {
    if (row[FILE.damage] < 0) return [0, 0, 0];
    const person = INVENTORY.names.damages[row[FILE.damage]][DAMAGE.person];
    return [person, person * row[FILE.least], person * row[FILE.most]];
  }

  folder(row) {
    return INVENTORY.names.places[row[FILE.place]][1];
  }

  target(row) {
    return this.words.targets[INVENTORY.names.places[row[FILE.place]][0]];
  }

  path(row) {
    const folder = this.folder(row);
    return folder ? `${folder}/${row[FILE.name]}` : row[FILE.name];
  }
}
