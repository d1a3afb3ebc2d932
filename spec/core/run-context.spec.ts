import { afterEach, describe, expect, it } from "vitest";
import type { Middleware } from "../../lib/core/door.ts";
import type { RunEvent } from "../../lib/core/events.ts";
import { isListenerFailure } from "../../lib/core/listener-failure.ts";
import { RunContext, useEverywhere } from "../../lib/core/run-context.ts";

const pass: Middleware = (call, next) => next(call);
const other: Middleware = (call, next) => next(call);
/** What the set-up of all specs has registered already. */
const shared = new RunContext(undefined, "/").middleware;
const event = (context: RunContext): RunEvent => ({ type: "spec", runId: context.runId, path: context.path });

describe("RunContext", () => {
  it("a nested run joins its parent: id, variables, middleware and ambient values", () => {
    const key = Symbol("ambient");
    const outer = new RunContext(undefined, "/a", { vars: { user: "u", lang: "en" }, use: [pass], ambient: new Map([[key, 1]]) });
    const inner = outer.child("/a/b", { vars: { lang: "de" }, use: [other] });
    expect(inner.runId).toBe(outer.runId);
    expect(inner.vars).toEqual({ user: "u", lang: "de" });
    expect(outer.vars).toEqual({ user: "u", lang: "en" });
    expect(inner.middleware).toEqual([...shared, pass, other]);
    expect(inner.ambient.get(key)).toBe(1);
    expect(new RunContext(undefined, "/a").runId).not.toBe(outer.runId);
  });

  it("aborts with its parent's signal and with its own, never the other way round", () => {
    const outer = new AbortController();
    const inner = new AbortController();
    const parent = new RunContext(undefined, "/", { signal: outer.signal });
    const one = parent.child("/1", { signal: inner.signal });
    const two = parent.child("/2");
    inner.abort("inner");
    expect([one.signal.aborted, two.signal.aborted, parent.signal.aborted]).toEqual([true, false, false]);
    outer.abort("outer");
    expect(two.signal.reason).toBe("outer");
    expect(new RunContext(undefined, "/").signal.aborted).toBe(false);
  });

  it("numbers the calls of one kind and name in the order of asking", () => {
    const context = new RunContext(undefined, "/run:a");
    const paths = [
      context.nextPath("tool", "x"),
      context.nextPath("tool", "y"),
      context.nextPath("model", "x"),
      context.nextPath("tool", "x"),
    ];
    expect(paths).toEqual(["/run:a/tool:x", "/run:a/tool:y", "/run:a/model:x", "/run:a/tool:x#2"]);
    expect(context.child("/other").nextPath("tool", "x")).toBe("/other/tool:x");
  });

  it("tells listeners innermost first, and waits only for those that want it", async () => {
    const log: string[] = [];
    const outer = new RunContext(undefined, "/", { listener: () => void log.push("outer") });
    const inner = outer.child("/in", {
      listener: async () => {
        await Promise.resolve();
        log.push("inner");
      },
    });
    expect(outer.emit(event(outer))).toBeUndefined();
    await inner.emit(event(inner));
    expect(log).toEqual(["outer", "inner", "outer"]);
  });

  it("gives on what a listener throws as it is, and marks it", async () => {
    const [atOnce, later, elsewhere] = [new Error("at once"), new Error("later"), new Error("elsewhere")];
    const throwing = (thrown: unknown) => () => {
      throw thrown;
    };
    const context = new RunContext(undefined, "/", { listener: throwing(atOnce) });
    expect(() => context.child("/in").emit(event(context))).toThrow(atOnce);
    const slow = new RunContext(undefined, "/", { listener: () => Promise.reject(later) });
    await expect(slow.emit(event(slow))).rejects.toBe(later);
    expect([atOnce, later, elsewhere].map(isListenerFailure)).toEqual([true, true, false]);
    expect(() => new RunContext(undefined, "/", { listener: throwing("text") }).emit(event(context))).toThrow("text");
  });

  it("knows whether anybody listens, here or above", () => {
    const silent = new RunContext(undefined, "/");
    expect(silent.child("/in").listening).toBe(false);
    expect(silent.emit(event(silent))).toBeUndefined();
    expect(new RunContext(undefined, "/", { listener: () => {} }).child("/in").listening).toBe(true);
  });
});

describe("useEverywhere", () => {
  const removals: Array<() => void> = [];
  const everywhere = (...middleware: Middleware[]) => {
    const remove = useEverywhere(...middleware);
    removals.push(remove);
    return remove;
  };
  afterEach(() => {
    for (const remove of removals.splice(0)) remove();
  });

  it("stands outside the middleware of every run that starts from now on, once for nested runs", () => {
    const before = new RunContext(undefined, "/");
    everywhere(pass);
    const run = new RunContext(undefined, "/", { use: [other] });
    expect(run.middleware).toEqual([...shared, pass, other]);
    expect(run.child("/in").middleware).toEqual([...shared, pass, other]);
    expect(before.middleware).toEqual(shared);
    expect(before.child("/in").middleware).toEqual(shared);
  });

  it("leaves runs that have started as they are when it is removed", () => {
    const remove = everywhere(pass);
    const run = new RunContext(undefined, "/");
    remove();
    expect(run.middleware).toEqual([...shared, pass]);
    expect(new RunContext(undefined, "/").middleware).toEqual(shared);
  });

  it("removes only its own registration, however often it is asked to", () => {
    const remove = everywhere(pass);
    everywhere(pass);
    remove();
    remove();
    expect(new RunContext(undefined, "/").middleware).toEqual([...shared, pass]);
  });
});
