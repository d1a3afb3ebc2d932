import { describe, expect, it } from "vitest";
import { firstOf, readFields } from "../../lib/message/message-fields.ts";
import { Message } from "../../lib/message/message.ts";

const msg = new Message({ content: "task", images: { user: "a.png", other: "b.png" }, extra: { vars: { name: "Ada" } } });

describe("reading the inputs of a module", () => {
  it("a path gives its value; null and absent are nothing", () => {
    expect(readFields(msg, "content")).toBe("task");
    expect(readFields(msg, "extra.vars")).toEqual({ name: "Ada" });
    expect(readFields(msg, "no.such")).toBeUndefined();
    expect(readFields(msg, "metadata.userId")).toBeUndefined();
  });

  it("of alternatives the first that is there counts, also one that is empty", () => {
    expect(readFields(msg, firstOf("issue", "metadata.userId", "content", "images.user"))).toBe("task");
    expect(readFields({ a: "", b: 1 }, firstOf("a", "b"))).toBe("");
    expect(readFields(msg, firstOf("issue", "no"))).toBeUndefined();
  });

  it("a list gives those that are there, in its order", () => {
    expect(readFields(msg, ["images.other", "no", firstOf("no", "images.user")])).toEqual(["b.png", "a.png"]);
    expect(readFields(msg, ["no"])).toEqual([]);
  });

  it("a record gives those that are there by name", () => {
    expect(readFields(msg, { image: "images.user", audio: "audios.user", text: firstOf("no", "content"), all: ["images.user"] })).toEqual({
      image: "a.png",
      text: "task",
      all: ["a.png"],
    });
  });

  it("reads any plain object", () => {
    expect(readFields({ items: [{ n: 1 }] }, "items.-1.n")).toBe(1);
    expect(readFields({}, "toString")).toBeUndefined();
  });
});
