import { type } from "arktype";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ConfigurationError } from "../../lib/core/errors.ts";
import { Signal } from "../../lib/core/signals.ts";
import type { AnySchema } from "../../lib/signature/signature.ts";
import { issueLines, issuesUnder, validate } from "../../lib/signature/validate.ts";

const order = v.object({ items: v.array(v.object({ name: v.string() })), "ship to": v.optional(v.string()) });

async function linesOf(schema: AnySchema, value: unknown): Promise<string[]> {
  const checked = await validate(schema, value);
  return checked.ok ? [] : issueLines(checked.issues);
}

function throwing(thrown: unknown): AnySchema {
  return v.pipe(
    v.string(),
    v.check(() => {
      throw thrown;
    }),
  );
}

describe("checking a value", () => {
  it("gives the value as the schema made it", async () => {
    expect(await validate(v.pipe(v.string(), v.trim()), " a ")).toEqual({ ok: true, value: "a" });
    expect(await validate(z.object({ n: z.coerce.number() }), { n: "3" })).toEqual({ ok: true, value: { n: 3 } });
    expect(await validate(type({ n: "string.integer.parse" }), { n: "3" })).toEqual({ ok: true, value: { n: 3 } });
  });

  it("says where and what is wrong, in the same way for every library", async () => {
    const wrong = { items: [{ name: 3 }, {}], "ship to": 1 };
    expect(await linesOf(order, wrong)).toEqual([
      "items[0].name: Expected string but received 3",
      "items[1].name: required",
      '["ship to"]: Expected string but received 1',
    ]);
    expect(await linesOf(z.object({ items: z.array(z.object({ name: z.string() })) }), wrong)).toEqual([
      "items[0].name: Invalid input: expected string, received number",
      "items[1].name: Invalid input: expected string, received undefined",
    ]);
    expect(await linesOf(type({ items: [{ name: "string" }, "[]"] }), wrong)).toEqual([
      expect.stringMatching(/^items\[0\]\.name: .*string/),
      expect.stringMatching(/^items\[1\]\.name: .*string/),
    ]);
    expect(await linesOf(v.string(), 3)).toEqual(["Expected string but received 3"]);
  });

  it("waits for a schema that needs time", async () => {
    const schema = v.pipeAsync(
      v.string(),
      v.checkAsync(async (value) => Promise.resolve(value === "a"), "taken"),
    );
    expect(await validate(schema, "a")).toEqual({ ok: true, value: "a" });
    expect(await validate(schema, "b")).toEqual({ ok: false, issues: [{ path: "", message: "taken" }] });
  });

  it("costs one microtask when the schema needs none", async () => {
    const steps: string[] = [];
    const checked = validate(v.string(), "a").then(() => steps.push("checked"));
    await Promise.resolve().then(() => steps.push("one microtask"));
    await checked;
    expect(steps).toEqual(["checked", "one microtask"]);
  });

  it("tells a schema that throws from a value that does not fit, and lets signals pass", async () => {
    const cause = new Error("no database");
    await expect(validate(throwing(cause), "a")).rejects.toThrow(
      "The valibot schema threw instead of reporting what is wrong: no database. Code inside a schema (checks, transforms) must report",
    );
    await expect(validate(throwing(cause), "a")).rejects.toMatchObject({ constructor: ConfigurationError, cause });
    const signal = new (class extends Signal {
      readonly type = "pause";
    })();
    await expect(validate(throwing(signal), "a")).rejects.toBe(signal);
  });
});

describe("issues in words", () => {
  it("are few and short, however much is wrong", () => {
    const issues = Array.from({ length: 50 }, (_, index) => ({ path: `[${index}]`, message: "x".repeat(1000) }));
    const lines = issueLines(issues);
    expect(lines).toHaveLength(20);
    expect(lines.at(-1)).toBe("... and 31 more");
    expect(lines[0]).toBe(`[0]: ${"x".repeat(297)}...`);
    expect(issueLines(issues.slice(0, 20)).at(-1)).toMatch(/^\[19\]/);
  });

  it("can be put under the name of the whole", () => {
    const issues = ["", "a.b", "[0].a"].map((path) => ({ path, message: "wrong" }));
    expect(issueLines(issuesUnder("list", issues))).toEqual(["list: wrong", "list.a.b: wrong", "list[0].a: wrong"]);
  });
});
