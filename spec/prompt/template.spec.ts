import { describe, expect, it } from "vitest";
import { InputError, MsgfluxError } from "../../lib/core/errors.ts";
import { TemplateError } from "../../lib/prompt/template-error.ts";
import { compileTemplate } from "../../lib/prompt/template.ts";

const render = (text: string, values: Record<string, unknown> = {}) => compileTemplate(text, "instructions").render(values);

function thrown(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("Nothing was thrown.");
}

describe("a template", () => {
  it("fills in values without HTML escaping", () => {
    expect(render("Hi {{name}}, {{user.city}}!", { name: `<b> & "q" 'x' =`, user: { city: "Oslo" } })).toBe(`Hi <b> & "q" 'x' =, Oslo!`);
    expect(render("{{{a}}}{{&b}}", { a: "<", b: ">" })).toBe("<>");
  });

  it("is returned as it is without placeholders", () => {
    const text = "Nothing { here } to \\ fill in";
    const template = compileTemplate(text, "x");
    expect(template.render({})).toBe(text);
    expect(template.variables).toEqual([]);
  });

  it("knows the names it reads, those of conditions included and those of items not", () => {
    const text =
      "{{a}} {{#if b.c}}{{d}}{{/if}} {{#each xs as |x i|}}{{x}}{{i}}{{name}}{{../e}}{{@root.f}}{{/each}} {{join g}} {{#with h}}{{inner}}{{/with}} {{@index}}";
    expect(compileTemplate(text, "x").variables).toEqual(["a", "b", "d", "xs", "e", "f", "g", "h"]);
  });

  it("compiles one text once, whatever it is called, and keeps the names apart", () => {
    const [one, two] = [compileTemplate("{{x}} same", "one"), compileTemplate("{{x}} same", "two")];
    expect(one.variables).toBe(two.variables);
    expect(() => one.render({})).toThrow('The template "one"');
    expect(() => two.render({})).toThrow('The template "two"');
  });

  it.each([
    ["{{#if vip}}yes{{else if old}}old{{else}}no{{/if}}", { old: true }, "old"],
    ["{{#unless vip}}no{{/unless}}", { vip: false }, "no"],
    ["{{#if n includeZero=true}}zero{{/if}}", { n: 0 }, "zero"],
    ["{{#each xs}}{{@index}}{{this}}{{#unless @last}}, {{/unless}}{{/each}}", { xs: ["a", "b"] }, "0a, 1b"],
    ["{{#each o}}{{@key}}={{this}};{{/each}}", { o: { a: 1, b: 2 } }, "a=1;b=2;"],
    ["{{#each xs as |x i|}}{{i}}{{x.n}}{{../z}};{{/each}}", { xs: [{ n: 1 }, { n: 2 }], z: "z" }, "01z;12z;"],
    ["{{#with u}}{{name}}{{../z}}{{/with}}", { u: { name: "A" }, z: 1 }, "A1"],
    ["{{#u}}{{name}}{{/u}}", { u: [{ name: "A" }, { name: "B" }] }, "AB"],
    ["{{#u}}{{name}}{{/u}}", { u: true, name: "A" }, "A"],
    ["a {{~ x ~}} b", { x: 1 }, "a1b"],
    ["{{!-- a }} comment --}}x", {}, "x"],
    [String.raw`\{{x}} {{x}}`, { x: 1 }, "{{x}} 1"],
    ["{{a.[b c]}} {{xs.[1]}} {{xs.length}}", { a: { "b c": 1 }, xs: [1, 2] }, "1 2 2"],
    ["{{log}} {{json}} {{if}}", { log: 1, json: 2, if: 3 }, "1 2 3"],
  ])("renders %j with %j as %j", (text, values, expected) => {
    expect(render(text, values)).toBe(expected);
  });

  it.each([
    ["{{#if (eq a 'x')}}y{{/if}}", { a: "x" }, "y"],
    ["{{#eq a 'x'}}y{{else}}n{{/eq}}", { a: "z" }, "n"],
    ["{{#if (ne a 'x')}}y{{/if}}", { a: "z" }, "y"],
    ["{{#if (and a (not b))}}y{{/if}}", { a: 1, b: 0 }, "y"],
    ["{{#if (and a b)}}y{{else}}n{{/if}}", { b: 1 }, "n"],
    ["{{or a b 'c'}}", {}, "c"],
    ["{{#if (gt n 3)}}>{{/if}}{{#if (lt n 30)}}<{{/if}}", { n: 5 }, "><"],
    ["{{#if (gt n 3)}}>{{else}}no order{{/if}}", { n: {} }, "no order"],
    ["{{#if (gt n '9')}}>{{/if}}", { n: 10 }, ">"],
    ["{{join xs}}|{{join xs ' - '}}|{{join x}}", { xs: [1, null, { a: 1 }], x: "one" }, '1, , {"a":1}|1 -  - {"a":1}|one'],
    ["{{json o}} {{json o 1}} {{json s}}", { o: { a: [1] }, s: "t" }, '{"a":[1]} {\n "a": [\n  1\n ]\n} "t"'],
    ["{{default a 'none'}} {{default b 'none'}} {{default z 1}}", { b: "", z: 0 }, "none none 0"],
    ["{{lookup o k}}", { o: { a: 1 }, k: "a" }, "1"],
  ])("offers helpers: %j with %j gives %j", (text, values, expected) => {
    expect(render(text, values)).toBe(expected);
  });
});

describe("an absent value", () => {
  it("is an error that names the variable and the template where it is needed", () => {
    const error = thrown(() => render("a\n{{#if yes}}{{user.name}}{{/if}}", { yes: true, user: {} }));
    expect(error).toBeInstanceOf(InputError);
    expect(error.message).toBe(
      'The template "instructions" needs "user.name" (line 2), which nobody supplied. Supplied: "yes", "user". ' +
        'Pass it, or say what to do without it: {{#if user.name}}...{{/if}} or {{default user.name "..."}}.',
    );
    expect(() => render("{{x}}", { x: undefined })).toThrow('needs "x"');
    expect(() => render("{{join x}}")).toThrow('needs "x"');
    expect(() => render("{{json x.y}}", { x: {} })).toThrow('needs "x.y"');
    expect(() => render("{{#each xs}}a{{/each}}")).toThrow('needs "xs"');
    expect(() => render("{{#with x}}a{{/with}}")).toThrow('needs "x"');
    expect(() => render("{{#each xs}}{{n}}{{/each}}", { xs: [{}] })).toThrow('needs "n"');
  });

  it("is explained where the value is there but cannot be meant", () => {
    expect(() => render("{{#each xs}}{{z}}{{/each}}", { xs: [1], z: 2 })).toThrow("{{../z}}");
    expect(() => render("{{f}}", { f: () => 1 })).toThrow("pass what it returns");
  });

  it("does not matter in a place that is not rendered", () => {
    expect(render("{{#if a}}{{b}}{{/if}}ok")).toBe("ok");
  });

  it("is false in a condition, and empty in a loop that says what to do without", () => {
    const text =
      "{{#if a}}x{{/if}}{{#unless a.b}}1{{/unless}}{{#if (eq a null)}}x{{/if}}{{#if (ne a 'x')}}2{{/if}}{{#if (gt a 1)}}x{{/if}}{{#if (not a)}}3{{/if}}";
    expect(render(text)).toBe("123");
    expect(render("{{#each xs}}a{{else}}none{{/each}}{{^x}}no{{/x}}")).toBe("noneno");
  });

  it("is not what null is: null renders as nothing", () => {
    expect(render("[{{x}}{{x.y}}]", { x: null })).toBe("[]");
  });
});

describe("values", () => {
  it("print lists and objects as JSON", () => {
    expect(render("{{xs}} {{o}}", { xs: [1, "a", { b: 2 }], o: { a: 1 } })).toBe('[1,"a",{"b":2}] {"a":1}');
  });

  it("are never compiled", () => {
    expect(render("{{x}} {{y}}", { x: "{{y}} {{#if y}}", y: "1" })).toBe("{{y}} {{#if y}} 1");
  });

  it("are never called, at any depth", () => {
    const calls: string[] = [];
    const call = (name: string) => () => calls.push(name);
    const value = { f: call("f"), toJSON: call("toJSON"), toString: call("toString"), list: [call("list")], n: 1 };
    expect(render("{{x}} {{#if x.f}}f{{/if}}", { x: value })).toBe('{"list":[null],"n":1} ');
    expect(() => render("{{x.f}}", { x: value })).toThrow('needs "x.f"');
    expect(calls).toEqual([]);
  });

  it("are read without getters and prototypes", () => {
    class Account {
      owner = "A";
      #secret = "s";
      get secret(): string {
        throw new Error("a getter was run");
      }
      own() {
        return this.#secret;
      }
    }
    const x = Object.defineProperty(new Account(), "late", { enumerable: true, get: () => "late" });
    expect(render("{{x}} {{x.owner}}", { x })).toBe('{"owner":"A"} A');
    for (const name of [
      "x.secret",
      "x.late",
      "x.own",
      "x.constructor",
      "x.__proto__",
      "x.toString",
      "constructor",
      "__proto__",
      "toString",
      "s.trim",
      "xs.map",
    ]) {
      expect(() => render(`{{${name}}}`, { x, s: "a", xs: [1] }), name).toThrow(`needs "${name}"`);
    }
    expect(() => render("{{lookup x 'constructor'}}", { x })).toThrow("needs");
    expect(render("{{#if x.constructor}}y{{else}}n{{/if}}", { x })).toBe("n");
    expect(render("{{x.__proto__.a}}", { x: JSON.parse('{"__proto__": {"a": 1}}') })).toBe("1");
    expect(({} as Record<string, unknown>)["a"]).toBeUndefined();
  });

  it("are read only where the template uses them", () => {
    const touched: string[] = [];
    const watched = (name: string, value: object) =>
      new Proxy(value, {
        getOwnPropertyDescriptor: (target, key) => (touched.push(`${name}.${String(key)}`), Reflect.getOwnPropertyDescriptor(target, key)),
        ownKeys: (target) => (touched.push(`${name}.*`), Reflect.ownKeys(target)),
      });
    const x = watched("x", { a: { b: 1 }, big: watched("big", {}) });
    expect(render("{{x.a.b}}{{#if x.big}}!{{/if}}", { x, other: watched("other", {}) })).toBe("1!");
    expect(touched).toEqual(["x.a", "x.big"]);
  });

  it("of many kinds become plain data", () => {
    const circle: Record<string, unknown> = { a: 1 };
    circle["self"] = circle;
    const values = {
      date: new Date(0),
      url: new URL("http://a.b/c"),
      map: new Map([["k", new Set([1])]]),
      bytes: new Uint8Array(3),
      error: new Error("broken"),
      big: 10n,
      circle,
      nan: Number.NaN,
      no: false,
    };
    const text = "{{date}} {{url}} {{map}} {{bytes}} {{error}} {{big}} {{circle}} {{nan}} {{no}}";
    expect(render(text, values)).toBe(
      '1970-01-01T00:00:00.000Z http://a.b/c {"k":[1]} [3 bytes] broken 10 {"a":1,"self":"[circular]"} NaN false',
    );
    expect(render("{{#if set}}y{{/if}}{{#if none}}n{{/if}}{{#if list}}n{{/if}}", { set: new Set([1]), none: new Set(), list: [] })).toBe(
      "y",
    );
  });

  it("of a megabyte and of a thousand levels are no trouble", () => {
    const text = "x{{</task>".repeat(100_000);
    expect(render("{{text}}", { text })).toBe(text);
    let deep: unknown = 1;
    for (let level = 0; level < 1000; level += 1) deep = [deep];
    expect(render("{{deep}}", { deep })).toContain("[too deep]");
  });
});

describe("a wrong template", () => {
  it.each([
    ["a\nhello {{#if x}} yes", 2, 20, "never closed"],
    ["a\n {{#if x}}a{{/each}}", 2, 5, "if doesn't match each"],
    ["{{x", 1, 3, "not expected"],
    ['{"a": {"b": {{x}}}}', 1, 16, "put a blank between"],
    ["{{> part}}", 1, 1, "Partials"],
    ["x\n  {{shout name}}", 2, 3, 'no helper named "shout"'],
    ["{{if x}}", 1, 1, 'no helper named "if"'],
    ["{{#shout x}}a{{/shout}}", 1, 1, 'no helper named "shout"'],
    ["{{#json x}}a{{/json}}", 1, 1, "cannot be used as a block"],
    ["{{#if}}a{{/if}}", 1, 1, '"if" takes 1 argument, not 0'],
    ["{{#if (eq a)}}x{{/if}}", 1, 7, '"eq" takes 2 arguments, not 1'],
    ["{{#eq a}}x{{/eq}}", 1, 1, '"eq" takes 2 arguments, not 1'],
    ["{{json xs indent=1}}", 1, 1, "no named arguments"],
    ["{{{{raw}}}}{{x}}{{{{/raw}}}}", 1, 1, "Raw blocks"],
    ['{"a": {{"b": 1}} }', 1, 7, 'no helper named "b"'],
    ["{{x.constructor.constructor 'alert(1)'}}", 1, 1, "no helper"],
  ])("is an error at once: %j at %i:%i", (text, ...[line, column, message]) => {
    const error = thrown(() => compileTemplate(text, "task"));
    expect(error).toBeInstanceOf(TemplateError);
    expect(error).toMatchObject({ code: "template", template: "task", line, column });
    expect(error).toBeInstanceOf(MsgfluxError);
    expect(error.message).toContain(message);
  });

  it("is shown with a caret under the place", () => {
    expect(thrown(() => compileTemplate("one\n  {{shout x}}", "task")).message).toContain("    {{shout x}}\n    ^");
  });
});
