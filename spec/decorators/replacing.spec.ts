import { describe, expect, it } from "vitest";
import { agentDecorator } from "../../lib/decorators/agent.ts";
import { policyDecorator } from "../../lib/decorators/policy.ts";
import { returnDirect } from "../../lib/decorators/return-direct.ts";
import { signatureDecorator } from "../../lib/decorators/signature.ts";
import { tool } from "../../lib/decorators/tool.ts";
import { currentRun, enterUserCode } from "../../lib/core/current-run.ts";
import { TimeoutError } from "../../lib/core/errors.ts";
import { RunContext } from "../../lib/core/run-context.ts";
import { makePolicy } from "../../lib/model/make-policy.ts";
import { noteOf, sourceOf } from "../../lib/registry/notes.ts";
import { callsOfAgent, city, countingPolicy } from "../support/annotation-fakes.ts";

const agent = agentDecorator(callsOfAgent.run);
const guarded = policyDecorator(countingPolicy);

describe("agent on a plain function", () => {
  async function answer(question: string): Promise<string> {
    return question;
  }

  it("gives a function that asks the runner, without an owner", async () => {
    const decorated = agent({ instructions: "Answer." })(answer);
    await expect(decorated("why")).resolves.toBe("why");
    const call = callsOfAgent.last();
    expect(call).toMatchObject({ owner: undefined, ownerName: "function", key: "answer", args: ["why"] });
    expect(call.body).toBe(answer);
    expect(call.method).toBe(decorated);
    expect([decorated.name, decorated.length]).toEqual(["answer", 1]);
  });

  it("leaves the function it was given as it was", () => {
    const decorated = agent({ instructions: "Answer." })(answer);
    expect(decorated).not.toBe(answer);
    expect(noteOf(answer)).toBeUndefined();
    expect(noteOf(decorated)).toEqual({ agent: { instructions: "Answer." } });
    expect(sourceOf(decorated)).toBe(answer);
  });

  it("knows what was noted before and after it", async () => {
    const decorated = returnDirect(agent(tool({ description: "d" })(async (text: string) => text)));
    await decorated("x");
    expect(callsOfAgent.last().note()).toEqual({ agent: {}, tool: { description: "d" }, returnDirect: true });
  });

  it("rejects with what the runner or the body throws, and never throws itself", async () => {
    const failing = agentDecorator(() => {
      throw new Error("no model");
    })(answer);
    await expect(failing("x")).rejects.toThrow("no model");
  });

  it("takes one object of options", () => {
    const loose = agent as (...args: unknown[]) => unknown;
    expect(() => loose("Answer.")).toThrow("@agent takes one object of options, and was given a value of type string.");
    expect(() => loose({}, {})).toThrow("was given more.");
  });
});

describe("policy on a plain function", () => {
  it("runs it under its own name, and gives a promise", async () => {
    const decorated = guarded(function fetchRate(pair: string, _day?: number) {
      return pair.length;
    });
    await expect(decorated("EURUSD")).resolves.toBe(6);
    expect(countingPolicy.calls.at(-1)?.key).toBe("fetchRate");
    expect([decorated.name, decorated.length]).toEqual(["fetchRate", 2]);
  });

  it("turns what it throws into a rejection", async () => {
    const failing = guarded((): number => {
      throw new Error("down");
    });
    await expect(failing()).rejects.toThrow("down");
  });

  it("keeps the notes it had, and its key when it is called as a method", async () => {
    const decorated = guarded(
      tool({ description: "d" })(async function find() {
        return 1;
      }),
    );
    expect(noteOf(decorated)).toEqual({ tool: { description: "d" }, policy: countingPolicy });
    await { decorated }.decorated();
    expect(countingPolicy.calls.at(-1)?.key).toBe("find");
  });

  it("ends with the run it is called in", async () => {
    const abort = new AbortController();
    const run = new RunContext(undefined, "root", { signal: abort.signal });
    await enterUserCode(run, () => guarded(async () => 1)());
    const signal = countingPolicy.calls.at(-1)?.signal;
    expect(signal?.aborted).toBe(false);
    abort.abort();
    expect(signal?.aborted).toBe(true);
  });

  it("ends what is called inside at the time of its attempt, in a run and outside of one", async () => {
    const limited = policyDecorator(makePolicy({ retry: { attempts: 2, baseDelayMs: 0 }, breaker: false, timeoutMs: 5 }));
    const run = new RunContext(undefined, "root", { listener: () => {} });
    const inside: (RunContext | undefined)[] = [];
    const slow = limited(() => (inside.push(currentRun()), new Promise<never>(() => {})));
    await expect(enterUserCode(run, () => slow())).rejects.toThrow("took longer than 5 ms");
    await expect(slow()).rejects.toThrow("took longer than 5 ms");
    expect(inside.map((scope) => scope?.signal.reason instanceof TimeoutError)).toEqual([true, true, true, true]);
    expect(inside.map((scope) => scope?.parent)).toEqual([run, run, undefined, undefined]);
  });

  it("is not repeated once a listener was shown part of it", async () => {
    let attempts = 0;
    const talk = policyDecorator(makePolicy({ retry: { attempts: 3, baseDelayMs: 0 } }))(async () => {
      attempts += 1;
      const scope = currentRun();
      await scope?.emit({ type: "text-delta", runId: scope.runId, path: scope.path });
      throw new Error("cut off");
    });
    const run = (listener?: () => void) => enterUserCode(new RunContext(undefined, "root", { listener }), () => talk());
    await expect(run(() => {})).rejects.toThrow("cut off");
    expect(attempts).toBe(1);
    await expect(run()).rejects.toThrow("cut off");
    expect(attempts).toBe(4);
  });

  it("can be repeated by the policy", async () => {
    let attempts = 0;
    const twice = policyDecorator({
      "~policy": true,
      async execute(work, { signal }) {
        await work(signal).catch(() => {});
        return work(signal);
      },
    });
    const flaky = twice(async (word: string) => {
      attempts += 1;
      if (attempts === 1) throw new Error("first");
      return word;
    });
    await expect(flaky("again")).resolves.toBe("again");
    expect(attempts).toBe(2);
  });
});

describe("returnDirect and signature on plain functions", () => {
  it("give the very same function back", () => {
    const fn = (place: string) => place;
    expect(returnDirect(fn)).toBe(fn);
    expect(returnDirect()(fn)).toBe(fn);
    expect(signatureDecorator(city)(fn)).toBe(fn);
    expect(noteOf(fn)).toEqual({ returnDirect: true, signature: city });
  });

  it("say what they go on", () => {
    expect(() => (returnDirect as (options: unknown) => unknown)({})).toThrow("@returnDirect was called on an object.");
    expect(() => signatureDecorator(city)("a -> b")).toThrow('@signature was called on the text "a -> b".');
  });
});
