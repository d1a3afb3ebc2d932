import { describe, expect, it, vi } from "vitest";
import { currentRun } from "../../lib/core/current-run.ts";
import { TimeoutError } from "../../lib/core/errors.ts";
import type { RunEvent } from "../../lib/core/events.ts";
import { RunContext, type RunOptions } from "../../lib/core/run-context.ts";
import { Signal } from "../../lib/core/signals.ts";
import { makePolicy } from "../../lib/model/make-policy.ts";
import type { Policy } from "../../lib/model/policy.ts";
import { invokeTool, parseToolArguments, readArguments } from "../../lib/tool/run-tool.ts";
import type { ToolContext } from "../../lib/tool/tool-options.ts";
import type { ToolSpec } from "../../lib/tool/tool-spec.ts";

type Body = (args: Readonly<Record<string, unknown>>, context: ToolContext) => unknown;

function specOf(invoke: Body, more: Partial<ToolSpec> = {}): ToolSpec {
  return {
    name: "probe",
    description: "Probe",
    owner: "Lab.probe",
    parameters: { type: "object", properties: {} },
    returnDirect: false,
    parse: async (given) => ({ ok: true, value: given as Record<string, unknown> }),
    invoke,
    ...more,
  };
}

const siteOf = (options: RunOptions = {}) => ({ run: new RunContext(undefined, "run:x/tool:probe", options), callId: "c1", messages: [] });

describe("parseToolArguments", () => {
  it.each(["", " \n", "null", " null ", "{}", '"{}"', '""', '"null"'])("takes %j for no arguments", (text) => {
    expect(parseToolArguments(text)).toEqual({ ok: true, value: {} });
  });

  it("reads an object, also inside a JSON text", () => {
    expect(parseToolArguments('{"a":1}')).toEqual({ ok: true, value: { a: 1 } });
    expect(parseToolArguments(JSON.stringify('{"a":1}'))).toEqual({ ok: true, value: { a: 1 } });
    expect(parseToolArguments(JSON.stringify(JSON.stringify('{"a":1}')))).toEqual({ ok: true, value: { a: 1 } });
  });

  it("leaves any other value to the tool's schema", () => {
    expect(parseToolArguments("[1]")).toEqual({ ok: true, value: [1] });
    expect(parseToolArguments('"Tokyo"')).toEqual({ ok: true, value: "Tokyo" });
    expect(parseToolArguments('"7"')).toEqual({ ok: true, value: "7" });
  });

  it("tells the model what is wrong with broken JSON", () => {
    const read = parseToolArguments('{"city": "Tok');
    expect(read).toEqual({ ok: false, issue: expect.stringMatching(/^The arguments are not valid JSON: .+ Write one JSON object\.$/s) });
  });
});

describe("readArguments", () => {
  it("reads and checks in one step", async () => {
    const spec = specOf(() => 1);
    await expect(readArguments(spec, '{"a":1}')).resolves.toEqual({ ok: true, value: { a: 1 } });
    await expect(readArguments(spec, "{")).resolves.toMatchObject({ ok: false, issues: [expect.stringContaining("not valid JSON")] });
  });
});

describe("invokeTool", () => {
  it("gives the tool its context and joins what it calls to the run", async () => {
    const events: RunEvent[] = [];
    const site = siteOf({ vars: { user: "u" }, listener: (event) => void events.push(event) });
    const seen: unknown[] = [];
    const spec = specOf(async (args, { emit, signal: _, ...context }) => {
      await emit({ done: 1 });
      seen.push(args, context, currentRun() === site.run);
      return "result";
    });
    await expect(invokeTool(spec, { a: 1 }, site)).resolves.toBe("result");
    expect(seen).toEqual([{ a: 1 }, { vars: { user: "u" }, runId: site.run.runId, callId: "c1", messages: [] }, true]);
    expect(events).toEqual([
      { type: "tool-event", runId: site.run.runId, path: site.run.path, callId: "c1", name: "probe", data: { done: 1 } },
    ]);
  });

  it("rejects with what the tool throws, at once or later, control signals included", async () => {
    class Halt extends Signal {
      readonly type = "halt";
    }
    const [error, halt] = [new Error("boom"), new Halt()];
    const thrower = (thrown: unknown) => () => {
      throw thrown;
    };
    await expect(invokeTool(specOf(thrower(error)), {}, siteOf())).rejects.toBe(error);
    await expect(
      invokeTool(
        specOf(() => Promise.reject(error)),
        {},
        siteOf(),
      ),
    ).rejects.toBe(error);
    await expect(invokeTool(specOf(thrower(halt)), {}, siteOf())).rejects.toBe(halt);
  });

  it("ends a tool that takes too long, and tells it by its signal", async () => {
    vi.useFakeTimers();
    try {
      let signal: AbortSignal | undefined;
      const spec = specOf((_, context) => {
        signal = context.signal;
        return new Promise(() => {});
      });
      const ended = expect(invokeTool({ ...spec, timeoutMs: 50 }, {}, siteOf())).rejects.toThrow(
        'The tool "probe" took longer than 50 ms.',
      );
      await vi.advanceTimersByTimeAsync(50);
      await ended;
      expect(signal?.reason).toBeInstanceOf(TimeoutError);
    } finally {
      vi.useRealTimers();
    }
  });

  it("passes the caller's abort on, and calls nothing after it", async () => {
    const own = new AbortController();
    const body = vi.fn<Body>(() => {
      own.abort("enough");
      return new Promise(() => {});
    });
    await expect(invokeTool(specOf(body), {}, siteOf({ signal: own.signal }))).rejects.toBe("enough");
    await expect(invokeTool(specOf(body), {}, siteOf({ signal: own.signal }))).rejects.toBe("enough");
    expect(body).toHaveBeenCalledTimes(1);
  });

  it("is not called again by its policy once a listener was shown part of what it does", async () => {
    let attempts = 0;
    const spec = specOf(
      async () => {
        attempts += 1;
        const inside = currentRun();
        await inside?.emit({ type: "text-delta", runId: inside.runId, path: `${inside.path}/run:inner` });
        throw new Error("cut off");
      },
      { policy: makePolicy({ retry: { attempts: 3, baseDelayMs: 0 } }) },
    );
    await expect(invokeTool(spec, {}, siteOf({ listener: () => {} }))).rejects.toThrow("cut off");
    expect(attempts).toBe(1);
    await expect(invokeTool(spec, {}, siteOf())).rejects.toThrow("cut off");
    expect(attempts).toBe(4);
  });

  it("goes through the tool's policy, whose events reach the run", async () => {
    const events: RunEvent[] = [];
    const policy: Policy = {
      "~policy": true,
      async execute(work, { key, signal, onEvent }) {
        const first = await work(signal).catch(() => undefined);
        if (first !== undefined) return first;
        await onEvent?.({ type: "retry", key, attempt: 1, delayMs: 0, error: "flaky" });
        return work(signal);
      },
    };
    let attempts = 0;
    const spec = specOf(
      () => {
        attempts += 1;
        if (attempts === 1) throw new Error("flaky");
        return attempts;
      },
      { policy },
    );
    const site = siteOf({ listener: (event) => void events.push(event) });
    await expect(invokeTool(spec, {}, site)).resolves.toBe(2);
    expect(events).toEqual([
      expect.objectContaining({ type: "retry", key: "Lab.probe", attempt: 1, runId: site.run.runId, path: site.run.path }),
    ]);
  });
});
