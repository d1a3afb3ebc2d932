import { describe, expect, it } from "vitest";
import { ConfigurationError } from "../../lib/core/errors.ts";
import { Signal } from "../../lib/core/signals.ts";
import { inline } from "../../lib/inline/inline.ts";
import { InlineParallelError, InlineStepError } from "../../lib/inline/inline-errors.ts";
import { dotdict } from "../../lib/message/dotdict.ts";
import { type Fields, loggers, logOf } from "./steps.ts";

class KeyError extends Error {}
class ValueError extends Error {
  override name = "ValueError";
}
class Hold extends Signal {
  readonly type = "hold";
}

/** A module that fails at once, and one that fails later. */
const fails = (error: unknown) => () => {
  throw error;
};
const failsLater = (error: unknown) => async () => {
  await Promise.resolve();
  throw error;
};
const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.unreachable(),
    (error: unknown) => error,
  );

describe("a module that fails", () => {
  it.each([
    ["at once", fails],
    ["later", failsLater],
  ])("%s ends the pipeline with its name and its error", async (_when, failing) => {
    const cause = new KeyError("text");
    const message = dotdict();
    const flux = inline("a -> enrich -> b" as string, { ...loggers(), enrich: failing(cause) });
    const error = await thrownBy(flux(message));
    expect(error).toBeInstanceOf(InlineStepError);
    expect(error).toMatchObject({ message: "Execution failed for `enrich`: KeyError('text')", step: "enrich", cause, code: "inline-step" });
    expect(logOf(message)).toBe("a");
  });

  it.each<[thrown: unknown, text: string]>([
    [new ValueError("bad"), "ValueError('bad')"],
    [new TypeError("it's"), 'TypeError("it\'s")'],
    [new Error("plain"), "Error('plain')"],
    [new Error(), "Error('Error')"],
    ["a text", "'a text'"],
    [undefined, "'undefined'"],
    [{ message: "an object" }, "'an object'"],
  ])("%s is told as %s", async (thrown, text) => {
    const error = await thrownBy(inline("m", { m: fails(thrown) })(dotdict()));
    expect((error as Error).message).toBe(`Execution failed for \`m\`: ${text}`);
  });

  it("in a branch, a loop and a pipeline inside is named too", async () => {
    const cause = new ValueError("x");
    const modules = { m: fails(cause) };
    const message = dotdict({ n: 1 });
    await expect(inline("{n == 1 ? m}", modules)(message)).rejects.toMatchObject({ step: "m", cause });
    await expect(inline("@{n == 1}: m;", modules)(message)).rejects.toMatchObject({ step: "m", cause });
    await expect(inline("inner", { inner: inline("m", modules) })(message)).rejects.toThrow(
      "Execution failed for `inner`: InlineStepError(\"Execution failed for `m`: ValueError('x')\")",
    );
  });

  it("leaves the pipeline usable", async () => {
    let broken = true;
    const flux = inline("m", {
      m: () => {
        if (broken) throw new ValueError("x");
      },
    });
    await expect(flux({})).rejects.toThrow(InlineStepError);
    broken = false;
    await expect(flux({})).resolves.toEqual({});
  });
});

describe("a parallel stage with failures", () => {
  it("waits for all, then tells all failures in its order", async () => {
    const value = new ValueError("invalid input");
    const late = new (class TimeoutError extends Error {})("connection timed out");
    const message = dotdict();
    const slow = async (fields: Fields) => {
      for (let i = 0; i < 20; i += 1) await Promise.resolve();
      fields["slow"] = true;
    };
    const flux = inline("[feat_b, feat_a, slow, feat_c] -> after", {
      feat_b: failsLater(late),
      feat_a: fails(value),
      slow,
      feat_c: () => {},
      after: (fields: Fields) => void (fields["after"] = true),
    });
    const error = await thrownBy(flux(message));
    expect(error).toBeInstanceOf(InlineParallelError);
    expect((error as Error).message).toBe(
      "Parallel execution failed for:\n  `feat_b`: TimeoutError('connection timed out'),\n  `feat_a`: ValueError('invalid input')",
    );
    expect(error).toMatchObject({ errors: [late, value], steps: ["feat_b", "feat_a"], cause: late, code: "inline-parallel" });
    expect(message.toDict()).toEqual({ slow: true });
  });

  it("tells a single failure in the same form, also synchronously", () => {
    const cause = new ValueError("x");
    const message = dotdict();
    expect(() => inline("[a, m, b]" as string, { ...loggers(), m: fails(cause) }).sync(message)).toThrow(
      "Parallel execution failed for:\n  `m`: ValueError('x')",
    );
    expect(logOf(message)).toBe("ab");
  });
});

describe("a control signal", () => {
  it("passes unchanged", async () => {
    const hold = new Hold();
    expect(await thrownBy(inline("m", { m: fails(hold) })({}))).toBe(hold);
    expect(await thrownBy(inline("m", { m: failsLater(hold) })({}))).toBe(hold);
    expect(await thrownBy(inline("outer", { outer: inline("m", { m: failsLater(hold) }) })({}))).toBe(hold);
  });

  it("passes out of a parallel stage when nothing failed there", async () => {
    const hold = new Hold();
    const message = dotdict();
    expect(await thrownBy(inline("[m, a]" as string, { ...loggers(), m: fails(hold) })(message))).toBe(hold);
    expect(logOf(message)).toBe("a");
    const cause = new ValueError("x");
    expect(await thrownBy(inline("[m, n]", { m: fails(hold), n: failsLater(cause) })(message))).toMatchObject({ errors: [cause] });
  });
});

describe("a synchronous call", () => {
  it("runs everything before it returns", () => {
    const message = dotdict({ n: 0 });
    const up = (fields: Fields) => void (fields["n"] += 1);
    expect(inline("[up, up] -> @{n < 5}: up; -> {n == 5 ? up}", { up }).sync(message)).toBe(message);
    expect(message.n).toBe(6);
  });

  it.each(["m", "[a, m]", "{x is None ? m}", "@{x is None}: m;"])("refuses a promise in %s and leaves none unhandled", (expression) => {
    const flux = inline(expression as string, { ...loggers(), m: failsLater(new ValueError("nobody sees this")) });
    expect(() => flux.sync(dotdict())).toThrow(ConfigurationError);
    expect(() => flux.sync(dotdict())).toThrow(
      'The step "m" is asynchronous, but the pipeline was called synchronously. Use await flux(message) instead of flux.sync(message).',
    );
  });

  it("throws what a module throws", () => {
    expect(() => inline("m", { m: fails(new KeyError("text")) }).sync({})).toThrow("Execution failed for `m`: KeyError('text')");
  });

  it("waits for anything that has a then when it is called asynchronously", async () => {
    const message: Fields = {};
    const thenable = (fields: Fields) => ({
      // A query builder is like this: a promise of another make.
      then(done: (value: unknown) => void) {
        fields["done"] = true;
        done(undefined);
      },
    });
    await inline("m", { m: thenable })(message);
    expect(message["done"]).toBe(true);
  });
});
