import { describe, expect, it } from "vitest";
import { ConfigurationError, InputError, TimeoutError } from "../../lib/core/errors.ts";
import { listenerFailure } from "../../lib/core/listener-failure.ts";
import { Signal } from "../../lib/core/signals.ts";
import { BreakerOpenError } from "../../lib/model/breaker.ts";
import { BulkheadFullError } from "../../lib/model/bulkhead.ts";
import { findingOf, isWorthRetrying } from "../../lib/model/failures.ts";
import { ModelError } from "../../lib/model/model-error.ts";

class Halt extends Signal {
  readonly type = "halt";
}

/** What was thrown; is it repeated: unbidden, when asked for; what it tells of the provider: unbidden, when asked for. */
const cases: ReadonlyArray<
  readonly [name: string, error: unknown, retried: readonly [boolean, boolean], finding: readonly [string, string]]
> = [
  ["an overloaded provider", new ModelError("x", { status: 503, retryable: true }), [true, true], ["failed", "failed"]],
  ["a broken connection", new ModelError("x", { retryable: true }), [true, true], ["failed", "failed"]],
  ["a rate limit", new ModelError("x", { status: 429, retryable: true }), [true, true], ["answered", "answered"]],
  ["a bad key", new ModelError("x", { status: 401 }), [false, false], ["answered", "answered"]],
  ["an unreadable answer", new ModelError("x"), [false, false], ["nothing", "nothing"]],
  ["a timeout", new TimeoutError("x", 1), [false, true], ["nothing", "failed"]],
  ["a plain error", new Error("x"), [false, true], ["nothing", "failed"]],
  ["a thrown string", "x", [false, true], ["nothing", "failed"]],
  ["a mistake of the code", new ConfigurationError("x"), [false, false], ["nothing", "nothing"]],
  ["a mistake of the caller", new InputError("x"), [false, false], ["nothing", "nothing"]],
  ["a control signal", new Halt(), [false, false], ["nothing", "nothing"]],
  ["what a listener threw", listenerFailure(new Error("x")), [false, false], ["nothing", "nothing"]],
  [
    "a failed model that a listener asked",
    listenerFailure(new ModelError("x", { retryable: true })),
    [false, false],
    ["nothing", "nothing"],
  ],
  ["an open breaker", new BreakerOpenError("k", { halfOpensInMs: 1 }), [false, false], ["nothing", "nothing"]],
  ["a full bulkhead", new BulkheadFullError("k", { limit: 1, queue: 0 }), [false, true], ["nothing", "nothing"]],
];

describe("what an error means for a policy", () => {
  it.each(cases)("%s", (_name, error, retried, finding) => {
    expect([isWorthRetrying(error, false), isWorthRetrying(error, true)]).toEqual(retried);
    expect([findingOf(error, false), findingOf(error, true)]).toEqual(finding);
  });
});
