import { describe, expect, it } from "vitest";
import type { ContentBlock, Message } from "@anthropic-ai/sdk/resources/messages";
import { InputError } from "../../../lib/core/errors.ts";
import type { AssistantMessage, Chat, ChatMessage } from "../../../lib/message/chat.ts";
import { assistantMessage } from "../../../lib/model/chat-model.ts";
import { fromReply } from "../../../lib/providers/anthropic/from-reply.ts";
import { generationOf } from "../../../lib/providers/anthropic/generation.ts";
import { toMessages } from "../../../lib/providers/anthropic/to-messages.ts";

const newer = generationOf("claude-opus-4-8");
const older = generationOf("claude-haiku-4-5");
const user = (content: string): ChatMessage => ({ role: "user", content });
const model = (content: string): ChatMessage => ({ role: "assistant", content });
const system = (content: string): ChatMessage => ({ role: "system", content });
const text = (text: string) => ({ type: "text" as const, text });
const messages = (...chat: Chat) => toMessages(chat, newer).messages;
const calling: AssistantMessage = {
  role: "assistant",
  content: "Looking.",
  toolCalls: [
    { id: "t1", name: "a", arguments: '{"x":1}' },
    { id: "t2", name: "b", arguments: "" },
  ],
};
const result = (toolCallId: string, content: string, isError?: boolean): ChatMessage => ({
  role: "tool",
  toolCallId,
  name: "a",
  content,
  ...(isError === undefined ? {} : { isError }),
});

describe("turns", () => {
  it("join what stands together, tool results first", () => {
    expect(messages(user("Go"), calling, result("t1", "one"), result("t2", "no", true), user("And now?"))).toEqual([
      { role: "user", content: [text("Go")] },
      {
        role: "assistant",
        content: [
          text("Looking."),
          { type: "tool_use", id: "t1", name: "a", input: { x: 1 } },
          { type: "tool_use", id: "t2", name: "b", input: {} },
        ],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "t1", content: "one" },
          { type: "tool_result", tool_use_id: "t2", content: "no", is_error: true },
          text("And now?"),
        ],
      },
    ]);
    expect(messages(user("a"), user("b"), model("c"), model("d"), user("e"))).toEqual([
      { role: "user", content: [text("a"), text("b")] },
      { role: "assistant", content: [text("c"), text("d")] },
      { role: "user", content: [text("e")] },
    ]);
    expect(messages(user("Go"), calling, user("Wait"), result("t1", "one"))[2]?.content).toEqual([
      { type: "tool_result", tool_use_id: "t1", content: "one" },
      text("Wait"),
    ]);
  });

  it("hold no name of a tool that the API would refuse", () => {
    const wrong: AssistantMessage = {
      role: "assistant",
      content: "",
      toolCalls: [{ id: "t1", name: "functions.get weather", arguments: "[]" }],
    };
    expect(messages(user("q"), wrong, result("t1", "no"))[1]?.content).toEqual([
      { type: "tool_use", id: "t1", name: "functions_get_weather", input: {} },
    ]);
  });

  it("hold no blank text, and vanish when nothing is left", () => {
    const parts: ChatMessage = {
      role: "user",
      content: [{ type: "text", text: "" }, text("x"), { type: "text", text: "\n" }],
    };
    expect(messages(parts, model(" "), user("y"))).toEqual([{ role: "user", content: [text("x"), text("y")] }]);
    expect(messages(user("q"), { ...calling, content: "" }, result("t1", " "), result("t2", ""))[2]?.content).toEqual([
      { type: "tool_result", tool_use_id: "t1" },
      { type: "tool_result", tool_use_id: "t2" },
    ]);
  });

  it("cannot all be empty", () => {
    expect(() => messages()).toThrow(InputError);
    expect(() => messages(system("Only this"), user(""))).toThrow("There is nothing to send");
  });

  it.each(["", "null", "[1]", '"text"', "{broken", "3"])("give arguments that are no object as an empty one: %s", (given) => {
    const odd: AssistantMessage = { role: "assistant", content: "", toolCalls: [{ id: "t1", name: "a", arguments: given }] };
    expect(messages(user("q"), odd, result("t1", "r"))[1]?.content).toEqual([{ type: "tool_use", id: "t1", name: "a", input: {} }]);
  });

  it("rewrite foreign ids alike in call and result", () => {
    const odd: AssistantMessage = { role: "assistant", content: "", toolCalls: [{ id: "functions.a:0", name: "a", arguments: "{}" }] };
    const [, call, answer] = messages(user("q"), odd, result("functions.a:0", "r"));
    expect(call?.content).toMatchObject([{ id: "functions_a_0" }]);
    expect(answer?.content).toMatchObject([{ tool_use_id: "functions_a_0" }]);
  });

  it("end without white space where the model is to go on, and only there", () => {
    expect(messages(user("q"), model("a "), user("r"), model("The answer is \n"))).toMatchObject([
      {},
      { content: [text("a ")] },
      {},
      { content: [text("The answer is")] },
    ]);
  });
});

describe("thoughts", () => {
  it("go back signed or redacted; unsigned ones are another provider's", () => {
    const reasoning = [
      { text: "hm", signature: "sig" },
      { text: "", redacted: "xyz" },
      { text: "", signature: "bare" },
      { text: "foreign" },
    ];
    expect(messages(user("q"), { role: "assistant", content: "a", reasoning }, user("r"))[1]?.content).toEqual([
      { type: "thinking", thinking: "hm", signature: "sig" },
      { type: "redacted_thinking", data: "xyz" },
      { type: "thinking", thinking: "", signature: "bare" },
      text("a"),
    ]);
  });

  const interleaved = [
    { type: "text", text: "First. ", citations: null },
    { type: "thinking", thinking: "hm", signature: "sig" },
    { type: "text", text: " ", citations: null },
    { type: "server_tool_use", id: "srv_1", name: "web_search", input: {} },
    { type: "tool_use", id: "t1", name: "a", input: "{cut o" },
    { type: "tool_use", id: "t2", name: "b c", input: [1] },
  ];
  // A reply as the API may send it; the fields that are not read are left out.
  const reply = () =>
    fromReply({ id: "m", model: "x", content: structuredClone(interleaved) as unknown as ContentBlock[], usage: {} } as Message);

  it("go back where they stood, with blocks that only the API understands", () => {
    const kept = [
      interleaved[0],
      interleaved[1],
      interleaved[3],
      { ...interleaved[4], input: {} },
      { ...interleaved[5], name: "b_c", input: {} },
    ];
    expect(messages(user("q"), assistantMessage(reply()), result("t1", "r"))[1]?.content).toEqual(kept);
  });

  it("go back in the usual order once the message was changed or stored", () => {
    const usual = [
      { type: "thinking", thinking: "hm", signature: "sig" },
      text("First.  "),
      { type: "tool_use", id: "t1", name: "a", input: {} },
      { type: "tool_use", id: "t2", name: "b_c", input: {} },
    ];
    const stored = JSON.parse(JSON.stringify(assistantMessage(reply()))) as AssistantMessage;
    expect(messages(user("q"), stored, result("t1", "r"))[1]?.content).toEqual(usual);
    const { toolCalls: _calls, ...trimmed } = assistantMessage(reply());
    expect(messages(user("q"), trimmed, user("r"))[1]?.content).toEqual(usual.slice(0, 2));
    expect(messages(user("q"), { ...assistantMessage(reply()), content: "Other" }, result("t1", "r"))[1]?.content).toMatchObject([
      {},
      text("Other"),
      {},
      {},
    ]);
  });
});

describe("system messages", () => {
  it("at the start are the system prompt", () => {
    expect(toMessages([system("a"), system(" "), system("b"), user("q")], newer)).toMatchObject({
      system: [text("a"), text("b")],
      messages: [{ role: "user" }],
    });
  });

  it("later stand after a user's turn and before the model's, where newer models take them", () => {
    const now = { role: "system", content: [text("now")] };
    expect(messages(user("q"), system("now"), model("a"), user("r"))[1]).toEqual(now);
    expect(messages(user("q"), calling, result("t1", "r"), result("t2", "s"), system("now"), system("and")).at(-1)).toEqual({
      role: "system",
      content: [text("now"), text("and")],
    });
    const roles = (...chat: Chat) => messages(...chat).map((message) => message.role);
    expect(roles(user("q"), system("now"), user("r"), model("a"), user("s"))).toEqual(["user", "system", "assistant", "user"]);
    expect(roles(user("q"), model("a"), system("now"), user("r"))).toEqual(["user", "assistant", "user", "system"]);
    expect(roles(user("q"), model("a"), system("now"), model("b"), user("r"))).toEqual(["user", "assistant", "user", "system"]);
  });

  it("join the system prompt when no user's turn follows, or the model is older", () => {
    expect(toMessages([user("q"), model("a"), system("now")], newer)).toEqual({
      system: [text("now")],
      messages: [
        { role: "user", content: [text("q")] },
        { role: "assistant", content: [text("a")] },
      ],
    });
    expect(toMessages([system("first"), user("q"), system("now"), model("a"), user("r")], older)).toMatchObject({
      system: [text("first"), text("now")],
      messages: [{ role: "user" }, { role: "assistant" }, { role: "user" }],
    });
  });
});
