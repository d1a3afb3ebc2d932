import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { TimeoutError } from "../../lib/core/errors.ts";
import { makePolicy } from "../../lib/model/make-policy.ts";
import { attemptOnce, leftovers, outcome, policyCall, unavailable } from "./policy-calls.ts";

afterEach(() => {
  vi.useRealTimers();
});

describe("traps of cockatiel that a policy does not fall into", () => {
  it("an abort during a long Retry-After rejects at once, and the work is not called once more", async () => {
    vi.useFakeTimers();
    const call = policyCall();
    const work = vi.fn(async () => Promise.reject(unavailable(30_000)));
    const started = Date.now();
    const running = makePolicy({ retry: { attempts: 5 } }).execute(work, call);
    const rejected = expect(running).rejects.toBe("the user left");
    await vi.advanceTimersByTimeAsync(50);
    call.controller.abort("the user left");
    await rejected;
    expect(Date.now() - started).toBe(50);
    expect(leftovers(call.signal)).toEqual({ timers: 0, listeners: 0 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it("a caller's abort inside the timeout is the caller's reason, and a timeout is an error with a name", async () => {
    vi.useFakeTimers();
    const policy = makePolicy({ retry: false, timeoutMs: 1000 });
    const hang = () => new Promise<never>(() => {});
    const call = policyCall();
    const aborted = policy.execute(hang, call);
    const reason = new Error("the user left");
    call.controller.abort(reason);
    await expect(aborted).rejects.toBe(reason);
    const late = await outcome(policy.execute(hang, policyCall()));
    expect(late).toBeInstanceOf(TimeoutError);
    expect((late as TimeoutError).name).toBe("TimeoutError");
  });

  it("the probe of a half-open breaker is not eaten up by the retries of one call", async () => {
    vi.useFakeTimers();
    // Every wait is longer than the breaker stays open, so that each retry could be a probe.
    const policy = makePolicy({ retry: { attempts: 5 }, breaker: { consecutive: 1, halfOpenAfterMs: 10 } });
    const work = vi.fn(async () => Promise.reject(unavailable(50)));
    await outcome(policy.execute(work, policyCall()));
    expect(work).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(10);
    await outcome(policy.execute(work, policyCall()));
    expect(work).toHaveBeenCalledTimes(2);
    expect(await attemptOnce(policy)).toMatchObject({ code: "breaker-open" });
    vi.advanceTimersByTime(10);
    expect(await attemptOnce(policy)).toBe("done");
  });

  // Last, because fetch keeps timers of its own running that the others would count.
  it("a stream that is read after the call returned is whole: nothing aborts its signal on return", async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.flushHeaders();
      let sent = 0;
      const timer = setInterval(() => {
        response.write(`data: ${sent}\n\n`);
        sent += 1;
        if (sent < 5) return;
        clearInterval(timer);
        response.end();
      }, 5);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      // A server that listens on a port has an address record.
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      const response = await makePolicy({ timeoutMs: 60_000 }).execute((signal) => fetch(url, { signal }), policyCall());
      expect(await response.text()).toBe([0, 1, 2, 3, 4].map((n) => `data: ${n}\n\n`).join(""));
    } finally {
      server.close();
    }
  });
});
