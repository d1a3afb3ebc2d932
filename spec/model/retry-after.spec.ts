import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { retryAfterMs } from "../../lib/model/retry-after.ts";

describe("retryAfterMs", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.UTC(2026, 10, 21, 12, 0, 0) });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("reads milliseconds, seconds and dates", () => {
    expect(retryAfterMs(new Headers({ "retry-after-ms": "250" }))).toBe(250);
    expect(retryAfterMs(new Headers({ "retry-after": "3" }))).toBe(3000);
    expect(retryAfterMs(new Headers({ "retry-after": "0.5" }))).toBe(500);
    expect(retryAfterMs(new Headers({ "retry-after": "Sat, 21 Nov 2026 12:00:07 GMT" }))).toBe(7000);
  });

  it("prefers the finer header, and takes zero for an answer", () => {
    expect(retryAfterMs(new Headers({ "retry-after-ms": "0", "retry-after": "9" }))).toBe(0);
    expect(retryAfterMs(new Headers({ "retry-after": "0" }))).toBe(0);
    expect(retryAfterMs(new Headers({ "retry-after-ms": "soon", "retry-after": "9" }))).toBe(9000);
  });

  it("never goes below zero: a date in the past means now", () => {
    expect(retryAfterMs(new Headers({ "retry-after": "Sat, 21 Nov 2026 11:59:00 GMT" }))).toBe(0);
  });

  it.each(["", " ", "soon", "soon 5", "-1", "NaN", "Infinity", "99:99:99"])("says nothing for %j", (value) => {
    expect(retryAfterMs(new Headers({ "retry-after": value }))).toBeUndefined();
    expect(retryAfterMs({ "retry-after-ms": value })).toBeUndefined();
  });

  it("reads plain records in any case and with repeated values", () => {
    expect(retryAfterMs({ "Retry-After": "2" })).toBe(2000);
    expect(retryAfterMs({ "retry-after": ["4", "5"] })).toBe(4000);
    expect(retryAfterMs({ "retry-after": undefined, other: "1" })).toBeUndefined();
    expect(retryAfterMs({})).toBeUndefined();
    expect(retryAfterMs(undefined)).toBeUndefined();
  });
});
