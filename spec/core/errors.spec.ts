import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { ConfigurationError, InputError, messageOf, MsgfluxError, quoted, TimeoutError } from "../../lib/core/errors.ts";

describe("errors", () => {
  it("print the hint after the fact and keep both", () => {
    const error = new MsgfluxError("door", "The fact.", { hint: "The hint." });
    expect(error).toMatchObject({ code: "door", message: "The fact. The hint.", hint: "The hint." });
    expect(new MsgfluxError("door", "The fact.").message).toBe("The fact.");
  });

  it("carry their own name, a stable code and the cause", () => {
    const cause = new Error("below");
    expect(new ConfigurationError("x", { cause })).toMatchObject({ name: "ConfigurationError", code: "configuration", cause });
    expect(new InputError("x")).toMatchObject({ name: "InputError", code: "input" });
    expect("cause" in new InputError("x")).toBe(false);
  });

  it("a timeout says what took too long, and how long that was", () => {
    const error = new TimeoutError("The tool", 50);
    expect(error).toMatchObject({ code: "timeout", limitMs: 50, message: "The tool took longer than 50 ms." });
    expect(error).toBeInstanceOf(MsgfluxError);
  });
});

describe("messageOf", () => {
  it("reads errors, strings and other values", () => {
    expect(messageOf(new Error("broken"))).toBe("broken");
    expect(messageOf(new RangeError())).toBe("RangeError");
    expect(messageOf("plain")).toBe("plain");
    expect(messageOf(undefined)).toBe("undefined");
    expect(messageOf(7)).toBe("7");
  });

  it("reads plain objects, errors of another realm and objects without a prototype", () => {
    expect(messageOf({ message: "from a plain object" })).toBe("from a plain object");
    expect(messageOf(runInNewContext("new Error('from elsewhere')"))).toBe("from elsewhere");
    expect(messageOf(Object.create(null))).toContain("{}");
    expect(messageOf({ status: 500 })).toBe("{ status: 500 }");
  });

  it.each([
    ["an empty text", "", "''"],
    ["an error without message and name", Object.assign(new TypeError(), { name: "" }), "TypeError"],
    ["an error whose message is an object", Object.assign(new Error(), { message: { a: 1 } }), "{ a: 1 }"],
    ["an object whose message is an object", { message: { a: 1 } }, "{ message: { a: 1 } }"],
    [
      "an error whose message throws",
      Object.defineProperty(new RangeError(), "message", {
        get: () => {
          throw new Error("hidden");
        },
      }),
      "RangeError",
    ],
    [
      "an object whose message throws",
      {
        get message() {
          throw new Error("hidden");
        },
      },
      "{ message: [Getter] }",
    ],
    ["an error whose name is none", Object.assign(new Error(), { name: 5 }), "Error"],
  ])("has words for %s", (_, thrown, words) => {
    expect(messageOf(thrown)).toBe(words);
  });

  it("has words for a proxy that was revoked, and for errors that hold themselves", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(messageOf(proxy)).not.toBe("");
    const circular = new AggregateError([]);
    circular.errors.push(circular);
    expect(messageOf(circular)).not.toBe("");
  });

  it("reads the errors inside an AggregateError that has no message of its own", () => {
    expect(messageOf(new AggregateError([new Error("refused ::1"), new Error("refused 127.0.0.1")]))).toBe(
      "refused ::1; refused 127.0.0.1",
    );
    expect(messageOf(new AggregateError([new Error("inner")], "outer"))).toBe("outer");
  });
});

describe("quoted", () => {
  it("lists names as they stand in messages", () => {
    expect(quoted(["a", "b"])).toBe('"a", "b"');
    expect(quoted(new Set<string>())).toBe("none");
  });
});
