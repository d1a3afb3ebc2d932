import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { runWith } from "../../lib/agent/run-with.ts";
import { currentRun } from "../../lib/core/current-run.ts";
import { TimeoutError } from "../../lib/core/errors.ts";
import { waitFor } from "../../lib/module/wait-for.ts";

const never = (): Promise<string> => new Promise(() => {});

describe("waitFor", () => {
  it("gives what the function gives, at once or later", async () => {
    expect(await waitFor((a: number, b: number) => a + b, [1, 2])).toBe(3);
    expect(await waitFor(async (a: string) => a, ["a"], { timeoutMs: 1000 })).toBe("a");
  });

  it("rejects as the function does", async () => {
    const error = new Error("no");
    await expect(waitFor(() => Promise.reject(error), [])).rejects.toBe(error);
  });

  it("aborts what takes too long", async () => {
    const signals: (AbortSignal | undefined)[] = [];
    async function research(topic: string) {
      signals.push(currentRun()?.signal);
      return `${topic}${await never()}`;
    }
    const waited = waitFor(research, ["tides"], { timeoutMs: 5 });
    await expect(waited).rejects.toThrow(TimeoutError);
    await expect(waited).rejects.toThrow('"research" took longer than 5 ms.');
    expect(signals[0]?.aborted).toBe(true);
  });

  it("ends with its signal and with the run it stands in", async () => {
    const reason = new Error("enough");
    await expect(waitFor(never, [], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const waited = runWith({ signal: controller.signal, vars: { a: 1 } }, () => waitFor(never, []));
    controller.abort(reason);
    await expect(waited).rejects.toBe(reason);
  });

  it("joins the run it stands in", async () => {
    const [runId, waited] = runWith({}, () => [currentRun()?.runId, waitFor(() => currentRun(), [])] as const);
    expect(await waited).toMatchObject({ runId, path: "task:wait" });
  });

  it("refuses what is no function and no time", async () => {
    await expect(waitFor(1 as never, [])).rejects.toThrow("is a number, not a function");
    await expect(waitFor(never, [], { timeoutMs: Number.NaN })).rejects.toThrow("timeoutMs is NaN");
  });

  it("leaves no timer behind", async () => {
    vi.useFakeTimers();
    await waitFor(() => 1, [], { timeoutMs: 1000 });
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
    await sleep(0);
  });
});
