import { expectTypeOf, test } from "vitest";
import { DotDict, dotdict } from "../../lib/message/dotdict.ts";
import { firstOf, type FieldBinding } from "../../lib/message/message-fields.ts";
import { Message, type MessageMetadata } from "../../lib/message/message.ts";

declare function bind(binding: FieldBinding): void;

test("fields are unknown when read, and take anything", () => {
  const msg = new Message({ content: "Analyze this text", context: { a: 1 }, userId: "u" });
  msg.issue = "anything else";
  msg.content = { parts: [] };
  expectTypeOf(msg.content).toBeUnknown();
  expectTypeOf(msg.issue).toBeUnknown();
  expectTypeOf(msg.get("a.b")).toBeUnknown();
  expectTypeOf(msg.get("a.b", "fallback")).toBeUnknown();
  expectTypeOf(msg.set("a.b", 1)).toEqualTypeOf<Message>();
  expectTypeOf(msg.update({ "a.b": 1 })).toEqualTypeOf<Message>();
  expectTypeOf(msg.update(new Map([["a", 1]]))).toEqualTypeOf<Message>();
  expectTypeOf(msg.has("a")).toBeBoolean();
  expectTypeOf(msg.delete("a")).toBeBoolean();
  expectTypeOf(msg.toDict()).toEqualTypeOf<Record<string, unknown>>();
  expectTypeOf(msg.metadata).toEqualTypeOf<MessageMetadata>();
  expectTypeOf(dotdict({ a: 1 })).toEqualTypeOf<DotDict>();
  expectTypeOf(dotdict({ a: 1 }, { frozen: true, hiddenKeys: ["a"] }).a).toBeUnknown();
  expectTypeOf<Message>().toExtend<DotDict>();
  // @ts-expect-error what is unknown has no methods
  msg.content.toUpperCase();
  // @ts-expect-error nor parts
  void msg.context.data;
  // @ts-expect-error a method is no field
  msg.get = 5;
  // @ts-expect-error a message is not made with other fields
  void new Message({ issue: "x" });
  // @ts-expect-error a path is a text
  msg.get(5);
  // @ts-expect-error a value is needed
  msg.set("a");
  // @ts-expect-error there is no such option
  dotdict({}, { sealed: true });
  // @ts-expect-error a user is a text
  void new Message({ userId: 5 });
  // @ts-expect-error updates are a record or pairs
  msg.update("a");
});

test("a binding is a path, alternatives, a list or a record of them", () => {
  bind("a.b");
  bind(firstOf("a", "b"));
  bind(["a", firstOf("b", "c")]);
  bind({ image: "a", audio: ["b", firstOf("c")], video: firstOf("d") });
  // @ts-expect-error no number
  bind(5);
  // @ts-expect-error no list of lists
  bind([["a"]]);
  // @ts-expect-error no record in a record
  bind({ a: { b: "c" } });
  // @ts-expect-error paths are texts
  firstOf(1);
});
