import { describe, expect, it } from "vitest";
import { ConfigurationError } from "../../lib/core/errors.ts";
import { inline, Inline } from "../../lib/inline/inline.ts";
import { InlineLoopError } from "../../lib/inline/inline-errors.ts";
import { InlineSyntaxError } from "../../lib/inline/inline-syntax-error.ts";
import { dotdict } from "../../lib/message/dotdict.ts";
import { type Fields, loggers, logOf, trace } from "./steps.ts";

describe("what runs, and in which order", () => {
  it.each([
    ["a\n->b", {}, "ab"],
    ["a->b->c", {}, "abc"],
    ["[a]", {}, "a"],
    ["[a, a] -> b", {}, "aab"],
    ["{x == 1 ? a}", { x: 1 }, "a"],
    ["{x == 1 ? a}", { x: 2 }, ""],
    ["{x == 1 ? a, b}", { x: 2 }, "b"],
    ["{x == 1 ? a, x == 2 ? b, c}", { x: 2 }, "b"],
    ["{x == 1 ? a, x == 2 ? b, c}", { x: 9 }, "c"],
    ["{x == 1 ? a, x > 0 ? b}", { x: 1 }, "a"],
    ["@{x == 0}: a; b -> c", { x: 1 }, "bc"],
    ["@{x == 0}: a -> b; -> c", { x: 1 }, "c"],
    ["a -> @{x == 0}: b; -> @{y == 0}: c; -> d", { x: 1, y: 1 }, "ad"],
    ["@{x == 0}: a; @{x == 0}: b; [c, d]", { x: 1 }, "cd"],
    ["@{x == 0}: a -> {y == 1 ? b, c}; -> d", { x: 1 }, "d"],
    ["@{x == 0}: @{y == 0}: a; -> b; -> c", { x: 1 }, "c"],
  ])("%s", async (expression, fields, expected) => {
    expect(await trace(expression, fields)).toBe(expected);
  });

  it("loops in loops", async () => {
    const modules = {
      ...loggers("ab"),
      outer: (message: Fields) => void Object.assign(message, { i: message["i"] + 1, j: 0 }),
      inner: (message: Fields) => void (message["j"] += 1),
    };
    expect(await trace("@{i < 2}: a -> @{j < 3}: b -> inner;; -> outer; -> a", { i: 0, j: 3 }, modules).catch(String)).toMatch(
      /Expected "->" or the end/,
    );
    expect(await trace("@{i < 3}: a -> outer -> @{j < 2}: b -> inner;; -> a", { i: 0, j: 0 }, modules)).toBe("abbabbabba");
    expect(await trace("@{i < 2}: @{j < 2}: b -> inner; outer; a", { i: 0, j: 0 }, modules)).toBe("bbbba");
  });

  it("any identifier of JavaScript is a name, of modules and of fields", async () => {
    const modules = {
      größe: loggers("a")["a"],
      $_1: loggers("b")["b"],
      変数: loggers("c")["c"],
      is: loggers("d")["d"],
      not: loggers("e")["e"],
    } as Record<string, (m: Fields) => void>;
    expect(await trace("größe -> $_1 -> 変数 -> is -> not", {}, modules)).toBe("abcde");
    expect(
      await trace("{straße.nr == 5 ? größe} -> {is is None ? is} -> {not is not None ? $_1}", { straße: { nr: 5 }, not: 1 }, modules),
    ).toBe("adb");
  });

  it("a pipeline is a module of another one", async () => {
    const inner = inline("b -> c" as string, loggers());
    expect(await trace("a -> inner -> [inner] -> d", {}, { ...loggers(), inner })).toBe("abcbcd");
    const message = dotdict();
    inline("a -> inner" as string, { ...loggers(), inner }).sync(message);
    expect(logOf(message)).toBe("abc");
  });

  it("what a module returns has no effect", async () => {
    const message = dotdict();
    expect(await inline("a", { a: () => ({ other: 1 }) })(message)).toBe(message);
    expect(message.toDict()).toEqual({});
  });

  it("a message is any object", async () => {
    const plain: Fields = { n: 0 };
    expect(await inline("@{n < 3}: up;", { up: (message: Fields) => void (message["n"] += 1) })(plain)).toBe(plain);
    expect(plain["n"]).toBe(3);
    for (const bad of [undefined, null, "text", 5, [1]]) {
      await expect(inline("a", { a: () => {} })(bad as never)).rejects.toThrow(/A pipeline takes a message, not /);
      expect(() => inline("a", { a: () => {} }).sync(bad as never)).toThrow(/Pass a Message/);
    }
  });

  it("runs of the same pipeline do not disturb one another", async () => {
    const wait = async (message: Fields) => {
      for (let i = message["turns"] as number; i > 0; i -= 1) await Promise.resolve();
      message["n"] += 1;
    };
    const flux = inline("@{n < 5}: [wait, other]; -> done", {
      wait,
      other: async () => {},
      done: (message: Fields) => void (message["done"] = message["n"]),
    });
    const messages = Array.from({ length: 50 }, (_, turns) => dotdict({ n: turns % 5, turns }));
    const results = await Promise.all(messages.map((message) => flux(message)));
    expect(results).toEqual(messages);
    expect(results.every((message) => message.done === 5)).toBe(true);
  });
});

describe("the limit of loops", () => {
  it.each([3, 0, 1])("%i runs of the body, then an error", async (maxIterations) => {
    const message = dotdict({ active: true });
    const flux = inline("@{active == true}: a;" as string, loggers(), { maxIterations });
    await expect(flux(message)).rejects.toThrow(InlineLoopError);
    expect(logOf(message)).toBe("a".repeat(maxIterations));
    expect(() => flux.sync(message)).toThrow(`While loop exceeded maximum iterations (${maxIterations})`);
  });

  it("is 1000 by default, counts each loop anew, and is not reached by a loop that ends in time", async () => {
    const up = (message: Fields) => void (message["n"] += 1);
    const message = dotdict({ n: 0 });
    await expect(inline("@{n >= 0}: up;", { up })(message)).rejects.toThrow("(1000)");
    expect(message.n).toBe(1000);
    const twice = inline("@{n < 5}: up; -> @{n < 10}: up;", { up }, { maxIterations: 5 });
    expect((await twice(dotdict({ n: 0 }))).n).toBe(10);
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "5"])("refuses %s", (maxIterations) => {
    expect(() => inline("a", { a: () => {} }, { maxIterations: maxIterations as number })).toThrow(ConfigurationError);
  });
});

describe("what is known to be wrong at construction", () => {
  it.each([
    "",
    "   ",
    "->",
    "a ->",
    "-> a",
    "a -> -> b",
    "a b",
    "a;",
    "a.b",
    "a-b",
    "1a",
    "(a)",
    "[]",
    "[a,]",
    "[a, b",
    "[a,{x==1?b}]",
    "[a -> b]",
    "[a] junk -> b",
    "{x == 1 ? a, b, c}",
    "{x == 1 ? a, _ ? b}",
    "{x == 1 ? a -> b, c}",
    "{x == 1 ? [a,b], c}",
    "{x == 1 ? {y == 1 ? a, b}, c}",
    "{x == 1}",
    "{a}",
    "{}",
    "{a, x == 1 ? b}",
    "{ ? a}",
    "{x == 1 ? }",
    "@{}: a;",
    "{x ? a}",
    "@{active}: a;",
    "@{x == 1}: a",
    "@{x == 1}: ;",
    "@{x == 1}: a -> ;",
    "@{x == 1} a;",
    "@ {x == 1}: a;",
    "a; -> b",
    "{x == 1 ? a} b",
    "a->b]",
    "'a'",
    "{x == 1 ? 'a'}",
    "a\u00a0-> b",
    "{x == 'a ? b}",
    "{x == \"a' ? b}",
  ])("%s", (expression) => {
    expect(() => inline(expression as string, loggers())).toThrow(InlineSyntaxError);
  });

  it("modules that are not there, all at once, with the nearest names", () => {
    const attempt =
      (expression: string, modules: object = loggers()) =>
      () =>
        inline(expression, modules as Record<string, () => void>);
    expect(attempt("a -> zzz")).toThrow('There is no module named "zzz". Given: "a", "b", "c", "d", "e", "f".');
    expect(attempt("{x == 1 ? zzz}")).toThrow(ConfigurationError);
    expect(attempt("prpe -> [featA, x] -> {n == 1 ? q} -> @{n == 1}: featA -> r;", { prep() {}, featA() {} })).toThrow(
      'There are no modules named "prpe", "x", "q", "r". Given: "prep", "featA". Did you mean "prep"?',
    );
    expect(attempt("toString -> a")).toThrow(/no module named "toString"/);
    expect(attempt("hasOwnProperty -> a")).toThrow(ConfigurationError);
    expect(attempt("__proto__ -> a")).toThrow(ConfigurationError);
    expect(attempt("a", Object.create(loggers()) as object)).toThrow(/no module named "a". Given: none/);
    expect(attempt("a", { a: "text" })).toThrow('The module "a" is not a function but of type string.');
  });

  it("arguments of another type", () => {
    expect(() => inline(5 as never, {})).toThrow("The expression of a pipeline is a string, not number.");
    expect(() => inline("a", null as never)).toThrow(/The modules of a pipeline are an object/);
  });

  it("modules that are not used may be anything", async () => {
    expect(await trace("a", {}, { ...loggers(), other: undefined as never })).toBe("a");
  });
});

describe("the class", () => {
  it("is callable, and keeps what it was made of", async () => {
    const flux = new Inline("a->[b,c]" as string, loggers(), { maxIterations: 7 });
    const message = dotdict();
    expect(await flux(message)).toBe(message);
    expect(logOf(message)).toBe("abc");
    expect([flux.expression, flux.maxIterations, String(flux)]).toEqual(["a->[b,c]", 7, "a -> [b, c]"]);
    expect(flux).toBeInstanceOf(Inline);
    expect(inline("a", { a() {} })).toBeInstanceOf(Inline);
  });

  it("takes its modules at construction: changing the object later changes nothing", async () => {
    const modules = loggers();
    const flux = inline("a" as string, modules);
    delete modules["a"];
    const message = dotdict();
    await flux(message);
    expect(logOf(message)).toBe("a");
  });
});
