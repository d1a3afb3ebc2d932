import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConditionNode, PipelineNode } from "../../lib/inline/ast.ts";
import { inline } from "../../lib/inline/inline.ts";
import { InlineLoopError } from "../../lib/inline/inline-errors.ts";
import { InlineSyntaxError } from "../../lib/inline/inline-syntax-error.ts";
import { parsePipeline } from "../../lib/inline/parse-pipeline.ts";
import { printPipeline } from "../../lib/inline/print-pipeline.ts";
import { condition, pipelines, placeless } from "./random-pipelines.ts";
import type { Fields } from "./steps.ts";

const names = ["up", "down", "word", "flip", "nest", "größe"];
const maxIterations = 7;

/** Modules that change the fields which random conditions read. */
const modules: Record<string, (message: Fields) => void> = {
  up: (message) => void (message["n"] = (Number(message["n"]) || 0) + 1),
  down: (message) => void (message["n"] = (Number(message["n"]) || 0) - 1),
  word: (message) => void (message["s"] = message["s"] === "abc" ? "10" : "abc"),
  flip: (message) => void (message["flag"] = !message["flag"]),
  nest: (message) => void (message["user"] = { a: message["n"], n: [message["s"]] }),
  größe: (message) => void delete message["flag"],
};
const noted = (log: string[]) =>
  Object.fromEntries(Object.entries(modules).map(([name, module]) => [name, (message: Fields) => (log.push(name), module(message))]));

/** What the language means, written down as directly as possible. */
function evaluate(pipeline: PipelineNode, message: Fields, steps: Record<string, (message: Fields) => void>): void {
  for (const step of pipeline.steps) {
    if (step.kind === "module") steps[step.name]?.(message);
    else if (step.kind === "parallel") for (const { name } of step.modules) steps[name]?.(message);
    else if (step.kind === "conditional") {
      const taken = step.branches.find((branch) => holds(branch.condition, message))?.module ?? step.otherwise;
      if (taken) steps[taken.name]?.(message);
    } else {
      for (let i = 0; holds(step.condition, message); i += 1) {
        if (i === maxIterations) throw new Error("loop");
        evaluate(step.body, message, steps);
      }
    }
  }
}

function holds(test: ConditionNode, message: Fields): boolean {
  if (test.kind === "or") return test.terms.some((term) => holds(term, message));
  if (test.kind === "and") return test.terms.every((term) => holds(term, message));
  if (test.kind === "not") return !holds(test.term, message);
  let field: unknown = message;
  for (const name of test.path) {
    const at = Array.isArray(field) ? (name === "-1" ? field.length - 1 : /^\d+$/.test(name) ? Number(name) : -1) : name;
    field = typeof field === "object" && field !== null && Object.hasOwn(field, at) ? (field as Fields)[at] : undefined;
  }
  const none = field === undefined || field === null;
  if (test.kind === "none") return none !== test.negated;
  if (none) return test.operator === "!=";
  const [left, right] = sides(field, test.value);
  const verdicts = {
    "==": left === right,
    "!=": left !== right,
    "<": left < right,
    ">": left > right,
    "<=": left <= right,
    ">=": left >= right,
  };
  return verdicts[test.operator];
}

const numeral = /^\s*[+-]?(\d+(_\d+)*(\.\d*)?|\.\d+)\s*$/;

function sides(field: unknown, text: string): [string | number, string | number] {
  if (["true", "false"].includes(text.toLowerCase())) {
    const empty = typeof field === "object" && field !== null && Object.keys(field).length === 0;
    const truth = typeof field === "string" ? field.toLowerCase() === "true" : Boolean(field) && !empty;
    return [Number(truth), Number(text.toLowerCase() === "true")];
  }
  const plain = typeof field === "string" ? field : typeof field === "object" ? JSON.stringify(field) : `${field as number | boolean}`;
  const spelled = typeof field === "boolean" ? String(Number(field)) : plain;
  if (typeof field !== "object" && numeral.test(text) && numeral.test(spelled))
    return [Number(spelled.replaceAll("_", "")), Number(text.replaceAll("_", ""))];
  return [plain, text];
}

const start = () =>
  fc.record(
    { n: fc.constantFrom(0, 1, 2.5, "1", null), s: fc.constantFrom("abc", "10", ""), flag: fc.constantFrom(true, false, "true") },
    { requiredKeys: [] },
  );

describe("for random pipelines", () => {
  it("the printed text parses to the same pipeline, and prints the same again", () => {
    fc.assert(
      fc.property(pipelines(names), (pipeline) => {
        const text = printPipeline(pipeline);
        const parsed = parsePipeline(text);
        expect(placeless(parsed)).toEqual(placeless(pipeline));
        expect(printPipeline(parsed)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it("a condition survives printing with any parentheses and quotes it needs", () => {
    fc.assert(
      fc.property(condition, (test) => {
        const nowhere = { start: 0, end: 0 };
        const module = { kind: "module" as const, name: "a", ...nowhere };
        const branch = { kind: "branch" as const, condition: test, module, ...nowhere };
        const pipeline: PipelineNode = {
          kind: "pipeline",
          steps: [{ kind: "conditional", branches: [branch], otherwise: undefined, ...nowhere }],
          ...nowhere,
        };
        expect(placeless(parsePipeline(printPipeline(pipeline)))).toEqual(placeless(pipeline));
      }),
      { numRuns: 2_000 },
    );
  });

  it("the places in a parsed pipeline are those in its text", () => {
    fc.assert(
      fc.property(pipelines(names), (pipeline) => {
        const text = `  ${printPipeline(pipeline)} `;
        const parsed = parsePipeline(text);
        expect(text.slice(parsed.start, parsed.end)).toBe(text.trim());
        for (const step of parsed.steps) {
          expect(placeless(parsePipeline(text.slice(step.start, step.end)).steps)).toEqual([placeless(step)]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("a run does what the language means, with or without waiting, in any mode", async () => {
    await fc.assert(
      fc.asyncProperty(pipelines(names), start(), async (pipeline, fields) => {
        const expected: { log: string[]; message: Fields; failed: boolean } = { log: [], message: structuredClone(fields), failed: false };
        try {
          evaluate(pipeline, expected.message, noted(expected.log));
        } catch {
          expected.failed = true;
        }
        for (const mode of ["sync", "async", "waiting"] as const) {
          const log: string[] = [];
          const steps = noted(log);
          const late = Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, async (message: Fields) => step(message)]));
          const message: Fields = structuredClone(fields);
          const flux = inline(printPipeline(pipeline), mode === "waiting" ? late : steps, { maxIterations });
          let failed = false;
          try {
            if (mode === "sync") flux.sync(message);
            else await flux(message);
          } catch (error) {
            expect(error).toBeInstanceOf(InlineLoopError);
            failed = true;
          }
          expect({ log, message, failed }).toEqual(expected);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("for any text", () => {
  const pieces = [
    "a",
    "b",
    "x.y",
    "->",
    "[",
    "]",
    "{",
    "}",
    "@{",
    "}:",
    ";",
    ",",
    "?",
    "==",
    "!=",
    "<",
    ">=",
    "!",
    "&",
    "||",
    "(",
    ")",
    "is",
    "not",
    "None",
    "1",
    "-1",
    "'t'",
    "'",
    '"',
    "\\",
    "|",
    "=",
    "@",
    "-",
    ".",
    " ",
    "\n",
    "é",
    "\u{1F600}",
    "\0",
    ":",
  ];
  const soup = fc.oneof(
    fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((list) => list.join("")),
    fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((list) => list.join(" ")),
    fc.string({ unit: "binary", maxLength: 30 }),
  );
  /** A sound pipeline with a piece cut out or put in. */
  const damaged = fc
    .tuple(pipelines(names).map(printPipeline), fc.nat(), fc.nat({ max: 3 }), fc.constantFrom("", ...pieces))
    .map(([text, at, cut, piece]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + piece + text.slice(place + cut);
    });

  it("the parser gives a pipeline that prints and parses again, or an error at a place in the text", () => {
    fc.assert(
      fc.property(fc.oneof(soup, damaged), (text) => {
        let parsed: PipelineNode;
        try {
          parsed = parsePipeline(text);
        } catch (error) {
          if (!(error instanceof InlineSyntaxError)) throw error;
          expect(error.offset).toBeGreaterThanOrEqual(0);
          expect(error.offset).toBeLessThanOrEqual(text.length);
          return;
        }
        expect(placeless(parsePipeline(printPipeline(parsed)))).toEqual(placeless(parsed));
      }),
      { numRuns: 20_000 },
    );
  }, 60_000);
});
