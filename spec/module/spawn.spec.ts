import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { runWith } from "../../lib/agent/run-with.ts";
import { currentRun } from "../../lib/core/current-run.ts";
import { onSpawnError, spawn, type SpawnFailure } from "../../lib/module/spawn.ts";

const failures: SpawnFailure[] = [];
let stop = () => {};
const listen = () => (stop = onSpawnError((failure) => failures.push(failure)));

afterEach(() => {
  stop();
  failures.length = 0;
});

describe("spawn", () => {
  it("starts a call with its arguments and gives nothing back", () => {
    const audit = vi.fn((_kind: string, _n: number) => 1);
    expect(spawn(audit, "start", 2)).toBeUndefined();
    expect(audit).toHaveBeenCalledWith("start", 2);
  });

  it("tells of failures, thrown at once or later, and never leaves a rejection unhandled", async () => {
    listen();
    const error = new Error("lost");
    async function audit() {
      throw error;
    }
    const throws = () => {
      throw error;
    };
    spawn(audit);
    spawn(throws);
    spawn(() => Promise.reject(error));
    await sleep(1);
    expect(failures.map(({ name }) => name).toSorted()).toEqual(["audit", "the call", "throws"]);
    expect(failures.every((failure) => failure.error === error)).toBe(true);
  });

  it("warns when nobody listens", async () => {
    const warned: Error[] = [];
    const onWarning = (warning: Error) => warned.push(warning);
    process.on("warning", onWarning);
    async function audit() {
      throw new Error("lost");
    }
    spawn(audit);
    await sleep(5);
    process.off("warning", onWarning);
    expect(warned.map(({ name, message }) => [name, message])).toEqual([["SpawnWarning", "A spawned call of audit failed: lost"]]);
  });

  it("survives a listener that throws, and one that was taken away twice", async () => {
    const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const bad = onSpawnError(() => {
      throw new Error("listener");
    });
    listen();
    spawn(() => Promise.reject(new Error("lost")));
    await sleep(1);
    bad();
    bad();
    expect(failures).toHaveLength(1);
    expect(warned).toHaveBeenCalledWith("A listener of spawned calls failed: listener", "SpawnWarning");
    warned.mockRestore();
  });

  it("belongs to the run it is called in, and outlives its abort", async () => {
    listen();
    const controller = new AbortController();
    const seen: unknown[] = [];
    const work = async () => {
      await sleep(5);
      seen.push([currentRun()?.runId, currentRun()?.vars, currentRun()?.signal.aborted, currentRun()?.path]);
      throw new Error("late");
    };
    const runId = runWith({ vars: { a: 1 }, signal: controller.signal }, () => {
      spawn(work);
      return currentRun()?.runId;
    });
    controller.abort();
    await vi.waitFor(() => expect(failures).toHaveLength(1));
    expect(seen).toEqual([[runId, { a: 1 }, false, "task:spawn"]]);
    expect(failures[0]).toMatchObject({ name: "work", runId, path: "task:spawn" });
  });

  it("wants a function", () => {
    expect(() => spawn("audit" as never)).toThrow("is a string, not a function or module");
  });
});
