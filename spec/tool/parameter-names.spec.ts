import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parameterNames, type AnyFunction } from "../../lib/tool/parameter-names.ts";
import { namesByAcorn } from "./oracle.ts";

// As text, because a compiler would tidy up what makes them hard to read.
const written = [
  "function f() {}",
  "function f(a) {}",
  "function f(a, b, c) {}",
  "function f(a, b,) {}",
  "function (a) {}",
  "function f(/* (b) */ a /* , c */) {}",
  "function f(a, // , b)\n c) {}",
  "function /* ( */ f /* ) */ (a) {}",
  "function\nf\n(\na\n,\nb\n)\n{}",
  "function* f(a) {}",
  "function*f(a) {}",
  "async function f(a, b) {}",
  "async function* f(a) {}",
  "async function(a) {}",
  "(a) => a",
  "a => a",
  "$ => $",
  "_a => _a",
  "async a => a",
  "async (a, b) => a",
  "async => async",
  "async (async) => async",
  "() => 1",
  "(a) => (b) => b",
  "a => b => b",
  "(a, b = (c, d) => c) => a",
  "({ a }) => a",
  "({ a, b: { c } }, d) => a",
  "([a, b], c) => a",
  "({ a } = {}, [b] = [1, 2], c = 3) => a",
  "(...rest) => rest",
  "(a, ...rest) => rest",
  "(a, ...[b, c]) => a",
  "function f(a = ')') {}",
  'function f(a = "(,", b) {}',
  "function f(a = '\\'', b) {}",
  "function f(a = `)${'`'}`, b) {}",
  "function f(a = `${`${1}`}, ${[1, 2].join()}`, b) {}",
  "function f(a = `\\`${1}$`, b) {}",
  "function f(a = /[)/]/, b) {}",
  "function f(a = /\\/,/g, b) {}",
  "function f(a = 4 / 2, b = 1 / 3) {}",
  "function f(a = b / 2, b, c = b / 4) {}",
  "function f(a = (1, 2), b) {}",
  "function f(a = [1, (2)], b) {}",
  "function f(a = { x: 1, y: [2] }, b) {}",
  "function f(a = { x() { return ')' } }, b) {}",
  "function f(a = function (x, y) { return x / y }, b) {}",
  "function f(a = class { m(x, y) {} }, b) {}",
  'function f(a = () => { if (b) /[)"]/.test(c); return 1 }, b) {}',
  'function f(a = () => { while (b) { c() } /"/.test(d) }, b) {}',
  "function f(a = () => { for (const x of /'/g[Symbol.split](b)) ; }, b) {}",
  "function f(a = x => x++ / 2, b = 1 / 2) {}",
  "function f(a = typeof /'/, b) {}",
  "function f(a = {}.return / 2, b = 1 / 2) {}",
  "function f(a = ({}) / 2, b = '/') {}",
  "function f(a = 1 < 2, b = 3 > 2) {}",
  "function f(a = async (x, y) => await x, b) {}",
  "function f(a = 0x1f, b = 1e-5, c = 1_000n, d = .5, e = 1.) {}",
  "function f(a = !0, b = void 0) {}",
  "function f(\\u0061bc, \\u{64}e) {}",
  "function f(größe, 名前, ñ$) {}",
  "function anonymous(a\n) {\n}",
  "({ m(a, b) {} }).m",
  "({ async m(a) {} }).m",
  "({ *m(a) {} }).m",
  "({ async *m(a) {} }).m",
  "({ get(a) {} }).get",
  "({ async(a) {} }).async",
  "({ function(a) {} }).function",
  "({ class(a) {} }).class",
  "({ static(a) {} }).static",
  "({ 'quoted ( name'(a) {} })['quoted ( name']",
  "({ 123(a) {} })[123]",
  "({ 1e3(a) {} })[1000]",
  "({ ['comp' + '(uted'](a) {} })['comp(uted']",
  "({ async *[`x${')'}`](a, b) {} })['x)']",
  "Object.getOwnPropertyDescriptor({ get x() { return 1 } }, 'x').get",
  "Object.getOwnPropertyDescriptor({ set x(value) {} }, 'x').set",
  "(class { m(a) {} }).prototype.m",
  "(class { static m(a, b) {} }).m",
  "(class { static async *m(a = ')') {} }).m",
  "(class { static #m(a, b) {} static out = this.#m }).out",
  "(class { static async #m(a) {} static out = this.#m }).out",
  "new (class { field = (a, b) => a })().field",
];
const compiled = (text: string): AnyFunction => new Function(`return (${text})`)() as AnyFunction;

describe("parameterNames", () => {
  it.each(written)("reads %s as a parser does", (text) => {
    const fn = compiled(text);
    expect(parameterNames(fn)).toEqual(namesByAcorn(fn));
  });

  it("has a list worth the name to compare", () => {
    expect(written.length).toBeGreaterThanOrEqual(60);
  });

  it("names what it reads", () => {
    expect(parameterNames(compiled("function f(a, { b }, c = 1, ...d) {}"))).toEqual([
      { name: "a", optional: false, rest: false },
      { optional: false, rest: false },
      { name: "c", optional: true, rest: false },
      { name: "d", optional: false, rest: true },
    ]);
  });

  it("says nothing of functions without a source of their own, and of classes", () => {
    const own = (a: string) => a;
    for (const fn of [Math.max, own.bind(undefined), new Proxy(own, {}), compiled("class { constructor(a) {} }"), compiled("class A {}")]) {
      expect(parameterNames(fn)).toBeUndefined();
    }
  });

  it("says nothing where the function's length shows that the reading is wrong", () => {
    const fn = compiled("(a, b) => a");
    Object.defineProperty(fn, "length", { value: 5 });
    expect(parameterNames(fn)).toBeUndefined();
  });

  it("reads thousands of generated functions as a parser does", () => {
    fc.assert(
      fc.property(functionText, (text) => {
        const fn = compiled(text);
        expect(parameterNames(fn)).toEqual(namesByAcorn(fn));
      }),
      { numRuns: 4000 },
    );
  });
});

const gap = fc.constantFrom("", " ", "\n", "/* ) , ( */", " // ), {\n", "\u00a0", "/**/");
const word = fc.constantFrom("a", "b1", "$", "_x", "of", "async", "get", "größe", "\\u0061z");
const { expression } = fc.letrec<{ expression: string; statement: string }>((again) => ({
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(
      "1",
      "'(,'",
      '")\\""',
      "`)`",
      "/[/)]\\//g",
      "x",
      "1.5e-3",
      "null",
      "() => {}",
      "function (p, q) {}",
      "class { m(p) {} }",
    ),
    fc
      .tuple(again("expression"), fc.constantFrom(" / ", " + ", " < ", ", "), again("expression"))
      .map(([a, sign, b]) => `((${a})${sign}(${b}))`),
    fc.tuple(word, again("expression")).map(([name, a]) => `(${name} / 2 + (${a}) / 3)`),
    again("expression").map((a) => `\`\${${a}}, \${ { x: ${a} }.x } )\``),
    fc.tuple(again("expression"), gap).map(([a, space]) => `[${space}${a}, 2]`),
    again("expression").map((a) => `({ x: ${a}, m(p, q) { return ${a} } })`),
    again("statement").map((body) => `(() => { ${body} })`),
    again("statement").map((body) => `async function* (p, q) { ${body} }`),
    again("expression").map((a) => `typeof (${a})`),
  ),
  statement: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("", ";", '/[)"]/.test(x);', "{ /'/.test(x) }"),
    fc.tuple(again("expression"), again("statement")).map(([a, body]) => `if (${a}) { ${body} } /\`/.test(x); ${body}`),
    again("expression").map((a) => `return ${a}`),
    fc.tuple(again("expression"), again("statement")).map(([a, body]) => `for (const y of [${a}]) { ${body} }`),
    again("expression").map((a) => `while (x) /}/.test(${a});`),
  ),
}));
const parameter = fc.oneof(
  fc.tuple(gap, gap).map(
    ([l, r]) =>
      (name: string) =>
        `${l}${name}${r}`,
  ),
  fc.tuple(gap, expression).map(
    ([l, value]) =>
      (name: string) =>
        `${l}${name}${l}=${l}${value}`,
  ),
  expression.map((value) => (name: string) => `{ ${name}, k: [${name}2] = ${value} }`),
  fc.constant((name: string) => `[ ${name}, ...${name}3 ]`),
);
const list = fc.tuple(fc.array(parameter, { maxLength: 5 }), fc.constantFrom("", ",", "rest")).map(([parts, end]) => {
  const names = ["first", "$second", "größe", "of", "\\u0061z"];
  const texts = parts.map((part, index) => part(names[index] ?? "more"));
  return end === "rest" ? [...texts, "...rest"].join(",") : texts.join(",") + (end && texts.length > 0 ? end : "");
});
const functionText = fc.tuple(list, gap, fc.nat(9)).map(([params, space, form]) => {
  const forms = [
    `function${space} f${space}(${params})${space}{}`,
    `async function${space || " "}(${params}) {}`,
    `function*${space}f(${params}) {}`,
    `(${params}) => 1`,
    `async${space.includes("\n") ? " " : space}(${params}) => ({})`,
    `({ m${space}(${params}) {} }).m`,
    `({ async *${space}m(${params}) {} }).m`,
    `({ [${space}'x)' + "("](${params}) {} })["x)("]`,
    `(class { static${space || " "}m(${params}) {} }).m`,
    `(class { static async #m(${params}) {} static out = this.#m }).out`,
  ];
  return forms[form] ?? "";
});
