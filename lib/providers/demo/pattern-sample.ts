/**
 * A text that a regular expression matches, or nearly: understands literals, classes, groups, alternatives, repetitions and anchors;
 * passes over lookarounds. `least` asks for at least that many characters, which open repetitions are stretched to.
 */
export function patternSample(pattern: string, least = 0): string {
  const shortest = new Sampler(pattern, 0).alternatives();
  const missing = least - shortest.length;
  return missing <= 0 ? shortest : new Sampler(pattern, missing).alternatives();
}

const classes: Readonly<Record<string, string>> = {
  d: "1",
  w: "a",
  s: " ",
  D: "a",
  W: "-",
  S: "a",
  t: "\t",
  n: "\n",
  r: "\r",
  b: "",
  B: "",
};

class Sampler {
  readonly #pattern: string;
  #at = 0;
  /** How many characters open repetitions shall still add. */
  #missing: number;

  constructor(pattern: string, missing: number) {
    this.#pattern = pattern;
    this.#missing = missing;
  }

  /** The first alternative; the others are read and dropped. */
  alternatives(): string {
    let chosen: string | undefined;
    for (;;) {
      const sequence = this.#sequence();
      chosen ??= sequence;
      if (this.#peek() !== "|") return chosen;
      this.#at += 1;
    }
  }

  #sequence(): string {
    let made = "";
    while (this.#at < this.#pattern.length && this.#peek() !== "|" && this.#peek() !== ")") made += this.#repeated();
    return made;
  }

  #repeated(): string {
    const atom = this.#atom();
    const [least, most] = this.#counts();
    const stretch = atom === "" ? 0 : Math.max(0, Math.min(most - least, Math.ceil(this.#missing / atom.length)));
    this.#missing -= stretch * atom.length;
    return atom.repeat(least + stretch);
  }

  #atom(): string {
    const sign = this.#next();
    if (sign === "^" || sign === "$") return "";
    if (sign === ".") return "a";
    if (sign === "(") return this.#group();
    if (sign === "[") return this.#set();
    return sign === "\\" ? this.#escaped() : sign;
  }

  #group(): string {
    const special = /^\?(?:[:=!]|<[=!]|<\w+>)/.exec(this.#pattern.slice(this.#at))?.[0] ?? "";
    this.#at += special.length;
    const inner = this.alternatives();
    this.#at += 1;
    return /[=!]$/.test(special) ? "" : inner;
  }

  #set(): string {
    const negated = this.#peek() === "^";
    if (negated) this.#at += 1;
    const members: string[] = [];
    const start = this.#at;
    while (this.#at < this.#pattern.length && (this.#peek() !== "]" || this.#at === start)) {
      const sign = this.#next();
      members.push(sign === "\\" ? this.#escaped() : sign);
    }
    this.#at += 1;
    if (!negated) return members.find((member) => /\w/.test(member)) ?? members[0] ?? "";
    const source = this.#pattern.slice(start, this.#at - 1);
    return [..."a1-_ AzZ9"].find((sign) => new RegExp(`[^${source}]`, "u").test(sign)) ?? "a";
  }

  #escaped(): string {
    const sign = this.#next();
    if (sign === "u" || sign === "x") {
      const code = /^(?:\{([\da-f]+)\}|([\da-f]{2,4}))/i.exec(this.#pattern.slice(this.#at));
      this.#at += code?.[0].length ?? 0;
      return String.fromCodePoint(Number.parseInt(code?.[1] ?? code?.[2] ?? "61", 16));
    }
    if (sign === "p" || sign === "P") {
      const property = /^\{([^}]*)\}/.exec(this.#pattern.slice(this.#at));
      this.#at += property?.[0].length ?? 0;
      return /^(?:Lu|Uppercase)/.test(property?.[1] ?? "") ? "A" : /^N/.test(property?.[1] ?? "") ? "1" : "a";
    }
    return classes[sign] ?? sign;
  }

  #counts(): readonly [least: number, most: number] {
    const counts = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/.exec(this.#pattern.slice(this.#at));
    if (counts === null) return [1, 1];
    this.#at += counts[0].length;
    const [sign = "", least = "0", comma, most = ""] = counts;
    if (sign.startsWith("*")) return [0, Infinity];
    if (sign.startsWith("+")) return [1, Infinity];
    if (sign.startsWith("?")) return [0, 1];
    return [Number(least), comma === "" ? Number(least) : most === "" ? Infinity : Number(most)];
  }

  #peek(): string | undefined {
    return this.#pattern[this.#at];
  }

  #next(): string {
    const sign = this.#pattern[this.#at] ?? "";
    this.#at += 1;
    return sign;
  }
}
