import { describe, expect, it } from "vitest";
import { agent } from "msgflux";
import type { ChatRequest } from "../../lib/model/chat-model.ts";
import { RequestSnapshots } from "../../lib/testing/request-snapshots.ts";
import { scriptedModel, toolCall } from "../../lib/testing/scripted-model.ts";

const tools = () => [
  { name: "t", description: "d", parameters: { type: "object", properties: { a: { enum: [1] } } }, invoke: () => "secret" },
];

describe("the requests a model keeps", () => {
  it("are as they were when they came, whatever is done to the originals", () => {
    const bytes = Uint8Array.of(1, 2);
    const content = [{ type: "image" as const, source: bytes }];
    const original = {
      messages: [{ role: "user" as const, content }],
      tools: tools(),
      settings: { stop: ["x"], extraBody: { deep: { list: [1] } } },
    };
    const before = structuredClone({ ...original, tools: undefined });
    const snapshot = new RequestSnapshots().take(original);
    bytes[0] = 9;
    content.push({ type: "image", source: bytes });
    original.messages.length = 0;
    original.settings.stop[0] = "y";
    original.settings.extraBody.deep.list.push(2);
    original.tools[0]!.parameters.properties.a.enum.push(2);
    const { tools: seen, ...rest } = snapshot;
    expect({ ...rest, tools: undefined }).toEqual(before);
    expect(seen).toEqual([{ name: "t", description: "d", parameters: { type: "object", properties: { a: { enum: [1] } } } }]);
  });

  it("cannot be changed themselves", () => {
    const request: ChatRequest = {
      messages: [{ role: "user", content: [{ type: "text", text: "x" }] }],
      tools: tools(),
      settings: { stop: ["x"] },
    };
    const snapshot = new RequestSnapshots().take(request);
    const frozen = (value: unknown): boolean =>
      typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(frozen));
    expect(frozen(snapshot)).toBe(true);
    expect(Object.isFrozen(request)).toBe(false);
  });

  it("share what stayed the same, and nothing that changed", () => {
    const snapshots = new RequestSnapshots();
    const bytes = Uint8Array.of(1);
    const first = { role: "user" as const, content: [{ type: "file" as const, source: bytes }] };
    const given = tools();
    const one = snapshots.take({ messages: [first], tools: given, settings: {} });
    const two = snapshots.take({ messages: [first, { role: "assistant", content: "y" }], tools: given, settings: {} });
    expect(two.messages[0]).toBe(one.messages[0]);
    expect(two.tools).toBe(one.tools);
    bytes[0] = 2;
    given[0]!.parameters.properties.a.enum = [7];
    const three = snapshots.take({ messages: [first], tools: given, settings: {} });
    expect(three.messages[0]).toEqual({ role: "user", content: [{ type: "file", source: Uint8Array.of(2) }] });
    expect(one.messages[0]).toEqual({ role: "user", content: [{ type: "file", source: Uint8Array.of(1) }] });
    expect(three.tools?.[0]?.parameters).toEqual({ type: "object", properties: { a: { enum: [7] } } });
    expect(one.tools?.[0]?.parameters).toEqual({ type: "object", properties: { a: { enum: [1] } } });
  });

  it("are what an agent sent, turn by turn", async () => {
    const model = scriptedModel([toolCall("none"), "ok"]);
    await agent("Help.", { model, tools: [agent("", { name: "inner", description: "d", model })] })("x");
    expect(model.requests.map((request) => request.messages.length)).toEqual([1, 3]);
    expect(model.requests[1]?.messages[0]).toBe(model.requests[0]?.messages[0]);
    expect(Object.keys(model.requests[0]?.tools?.[0] ?? {})).toEqual(["name", "description", "parameters"]);
  });
});
