/** What a sample of a pattern shall be like. */
export interface PatternSampleOptions {
  /** At least that many characters, which open repetitions are stretched to. Default 0. */
  readonly least?: number | undefined;
  /** Another text for each of 0, 1, ..., as far as the pattern leaves a choice. Default 0. */
  readonly turn?: number | undefined;
  /** Characters of all kinds a class allows, in turn, instead of one over and over: for patterns that look ahead for them. */
  readonly mixed?: boolean | undefined;
}

/**
 * A text that a regular expression matches, or nearly: understands literals, classes, groups, alternatives, repetitions and anchors;
 * passes over lookarounds.
 */
export function patternSample(pattern: string, options: PatternSampleOptions = {}): string {
  const shortest = new Sampler(pattern, options, 0).alternatives();
  const missing = (options.least ?? 0) - [...shortest].length;
  return missing <= 0 ? shortest : new Sampler(pattern, options, missing).alternatives();
}

/** Reaches from capitals to small letters to digits. */
const stride = 27;
const digits = "1234567890";
const letters = "abcdefghijklmnopqrstuvwxyz";
const classes: Readonly<Record<string, string>> = {
  d: digits,
  w: letters + digits,
  s: " ",
  D: letters,
  W: "-",
  S: letters,
  t: "\t",
  n: "\n",
  r: "\r",
};

class Sampler {
  readonly #pattern: string;
  readonly #turn: number;
  readonly #mixed: boolean;
  #at = 0;
  /** How many characters were made by a repetition so far, where they are mixed. */
  #step = 0;
  /** How many characters open repetitions shall still add. */
  #missing: number;

  constructor(pattern: string, { turn = 0, mixed = false }: PatternSampleOptions, missing: number) {
    this.#pattern = pattern;
    this.#turn = turn;
    this.#mixed = mixed;
    this.#missing = missing;
  }

  /** One of the alternatives, by turn; all are read. */
  alternatives(): string {
    const start = this.#missing;
    const made: { readonly text: string; readonly missing: number }[] = [];
    for (;;) {
      this.#missing = start;
      const text = this.#sequence();
      made.push({ text, missing: this.#missing });
      if (this.#peek() !== "|") break;
      this.#at += 1;
    }
    const chosen = made[this.#turn % made.length];
    this.#missing = chosen?.missing ?? start;
    return chosen?.text ?? "";
  }

  #sequence(): string {
    let made = "";
    while (this.#at < this.#pattern.length && this.#peek() !== "|" && this.#peek() !== ")") made += this.#repeated();
    return made;
  }

  #repeated(): string {
    const start = this.#at;
    const atom = this.#atom();
    const [least, most] = this.#counts();
    const length = [...atom].length;
    const stretch = length === 0 ? 0 : Math.max(0, Math.min(most - least, Math.ceil(this.#missing / length)));
    this.#missing -= stretch * length;
    return this.#mixed ? this.#again(start, atom, least + stretch) : atom.repeat(least + stretch);
  }

  /** An atom so many times, made anew each time. */
  #again(start: number, atom: string, count: number): string {
    const [end, missing] = [this.#at, this.#missing];
    let made = count === 0 ? "" : atom;
    for (let index = 1; index < count; index += 1) {
      this.#at = start;
      this.#step += 1;
      made += this.#atom();
    }
    [this.#at, this.#missing] = [end, missing];
    return made;
  }

  #atom(): string {
    const sign = this.#next();
    if (sign === "^" || sign === "$") return "";
    if (sign === ".") return this.#one(letters);
    if (sign === "(") return this.#group();
    if (sign === "[") return this.#set();
    return sign === "\\" ? this.#one(this.#escaped()) : sign;
  }

  /** One of several characters, by turn. */
  #one(signs: string): string {
    const list = [...signs];
    return list[(this.#turn + this.#step * stride) % Math.max(1, list.length)] ?? "";
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
    const start = this.#at;
    let members = "";
    while (this.#at < this.#pattern.length && (this.#peek() !== "]" || this.#at === start)) members += this.#member();
    const source = this.#pattern.slice(start, this.#at);
    this.#at += 1;
    if (negated)
      return this.#one([...`${letters}${digits}-_ AZ`].filter((sign) => new RegExp(`[^${source}]`, "u").test(sign)).join("") || "a");
    const words = [...members].filter((sign) => /\w/.test(sign)).join("");
    return this.#one(words === "" || this.#mixed ? members : words);
  }

  /** A character of a class, or up to 62 of a range. */
  #member(): string {
    const sign = this.#next();
    const low = sign === "\\" ? this.#escaped() : sign;
    const isRange = [...low].length === 1 && this.#peek() === "-" && (this.#pattern[this.#at + 1] ?? "]") !== "]";
    if (!isRange) return low;
    this.#at += 1;
    const end = this.#next();
    const from = low.codePointAt(0) ?? 0;
    const to = (end === "\\" ? this.#escaped() : end).codePointAt(0) ?? from;
    return String.fromCodePoint(...Array.from({ length: Math.max(1, Math.min(62, to - from + 1)) }, (_, index) => from + index));
  }

  /** The characters that an escape may stand for. */
  #escaped(): string {
    const sign = this.#next();
    if (sign === "b" || sign === "B") return "";
    if (sign === "u" || sign === "x") {
      const code = /^(?:\{([\da-f]+)\}|([\da-f]{2,4}))/i.exec(this.#pattern.slice(this.#at));
      this.#at += code?.[0].length ?? 0;
      return String.fromCodePoint(Number.parseInt(code?.[1] ?? code?.[2] ?? "61", 16));
    }
    if (sign !== "p" && sign !== "P") return classes[sign] ?? sign;
    const property = /^\{([^}]*)\}/.exec(this.#pattern.slice(this.#at));
    this.#at += property?.[0].length ?? 0;
    if (/^(?:Lu|Uppercase)/.test(property?.[1] ?? "")) return letters.toUpperCase();
    return property?.[1]?.startsWith("N") ? digits : letters;
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

  /** The next character; a whole one, where it takes two units. */
  #peek(): string | undefined {
    const code = this.#pattern.codePointAt(this.#at);
    return code === undefined ? undefined : String.fromCodePoint(code);
  }

  #next(): string {
    const sign = this.#peek() ?? "";
    this.#at += Math.max(1, sign.length);
    return sign;
  }
}
