import { describe, expect, it } from "vitest";
import { InputError } from "../../lib/core/errors.ts";
import { DotDict } from "../../lib/message/dotdict.ts";
import { Message } from "../../lib/message/message.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("a message", () => {
  it("has the default fields in their order", () => {
    const msg = new Message();
    expect(Object.keys(msg)).toEqual([
      "content",
      "texts",
      "context",
      "audios",
      "images",
      "videos",
      "extra",
      "outputs",
      "response",
      "metadata",
    ]);
    const { metadata, ...fields } = msg.toDict();
    expect(fields).toEqual({
      content: null,
      texts: {},
      context: {},
      audios: {},
      images: {},
      videos: {},
      extra: {},
      outputs: {},
      response: {},
    });
    expect(metadata).toEqual({ executionId: expect.stringMatching(uuid) as string, userId: null, userName: null, chatId: null });
    expect(new Message().metadata.executionId).not.toBe(msg.metadata.executionId);
    expect(msg).toBeInstanceOf(DotDict);
  });

  it("quick start: starts with what it is given", () => {
    const msg = new Message({ content: "Analyze this text" });
    msg.set("context.data", { key: "value" });
    expect(msg.content).toBe("Analyze this text");
    expect(msg.get("context.data")).toEqual({ key: "value" });
    expect(msg.get("context.data.key")).toBe("value");
    expect(msg.get("no.such", "default")).toBe("default");
    msg.issue = "anything else";
    expect(msg.get("issue")).toBe("anything else");
  });

  it("keeps media wherever they are written", () => {
    const msg = new Message();
    msg.set("user_audio", "/path/to/audio.mp3");
    msg.set("user_image", "https://example.com/image.jpg");
    msg.set("images.product", ["img1.jpg", "img2.jpg"]);
    msg.set("user_file", "/path/to/document.pdf");
    expect(msg.user_audio).toBe("/path/to/audio.mp3");
    expect(msg.images).toEqual({ product: ["img1.jpg", "img2.jpg"] });
    expect(msg.get("images.product.-1")).toBe("img2.jpg");
  });

  it("takes every field and whose message it is", () => {
    const msg = new Message({
      content: { text: "x" },
      texts: { a: 1 },
      context: { data: { type: "product" } },
      audios: { b: 2 },
      images: { c: 3 },
      videos: { d: 4 },
      extra: { vars: { e: 5 } },
      outputs: { f: 6 },
      response: { g: 7 },
      userId: "u",
      userName: "Ada",
      chatId: "c",
    });
    expect(msg.get("context.data.type")).toBe("product");
    expect(msg.get("extra.vars.e")).toBe(5);
    expect(msg.metadata).toMatchObject({ userId: "u", userName: "Ada", chatId: "c" });
    expect(msg.getResponse()).toBe(7);
  });

  it("two messages share nothing", () => {
    const [one, two] = [new Message(), new Message()];
    one.set("outputs.a", 1);
    expect(two.outputs).toEqual({});
  });

  it("refuses a field it does not know, with the nearest one or where to put it", () => {
    expect(() => new Message({ contents: "x" } as object)).toThrow(/A message is not made with "contents"\..*Did you mean "content"\?/);
    expect(() => new Message({ issue: "x" } as object)).toThrow(/Other fields are added afterwards: message\.set/);
    expect(() => new Message({ issue: "x" } as object)).toThrow(InputError);
  });

  it("gives the first response, or what stands for it", () => {
    const msg = new Message();
    expect(msg.getResponse()).toEqual({});
    msg.set("response.first", "a").set("response.second", "b");
    expect(msg.getResponse()).toBe("a");
    msg.response = "plain";
    expect(msg.getResponse()).toBe("plain");
    expect(() => void (msg["getResponse"] = 1 as never)).toThrow(/it is a method/);
    expect(msg.set("getResponse", 1).get("getResponse")).toBe(1);
  });

  it("may be frozen or hide keys", () => {
    const frozen = new Message({ content: "x", context: { a: [1] } }, { frozen: true });
    expect(() => frozen.set("context.a", 2)).toThrow(InputError);
    expect(() => void (frozen.content = 2)).toThrow(TypeError);
    expect(() => (frozen.context as { a: number[] }).a.push(2)).toThrow(TypeError);
    const hiding = new Message({ content: "x" }, { hiddenKeys: ["metadata"] });
    expect(hiding.metadata.userId).toBeNull();
    expect("metadata" in hiding.toDict()).toBe(false);
  });

  it("a subclass has fields and methods of its own", () => {
    class Ticket extends Message {
      issue = "none";
      override get(path: string, fallback?: unknown): unknown {
        return super.get(path, fallback ?? "nothing");
      }
    }
    const ticket = new Ticket({ content: "x" });
    expect(ticket.issue).toBe("none");
    expect(ticket.get("no.such")).toBe("nothing");
    expect(ticket.toDict()["issue"]).toBe("none");
  });
});
