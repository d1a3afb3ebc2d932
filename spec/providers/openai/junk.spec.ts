import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ModelError } from "../../../lib/model/model-error.ts";
import { callIds } from "../../../lib/providers/openai/call-ids.ts";
import { finishDraft, startDraft } from "../../../lib/providers/openai/draft.ts";
import { addChunk } from "../../../lib/providers/openai/from-chunk.ts";
import { fromReply } from "../../../lib/providers/openai/from-reply.ts";
import { isWire } from "../../../lib/providers/openai/wire.ts";

const asked = { provider: "p", model: "m" };

/** The keys that are read, each with the right kind of value, any other value, or absent. */
function junk(depth: number): fc.Arbitrary<unknown> {
  const value =
    depth === 0
      ? fc.jsonValue({ maxDepth: 1 })
      : fc.oneof(
          { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) },
          { weight: 3, arbitrary: fc.array(junk(depth - 1), { maxLength: 3 }) },
          { weight: 3, arbitrary: junk(depth - 1) },
        );
  const keys = [
    "id",
    "model",
    "choices",
    "usage",
    "x_groq",
    "message",
    "delta",
    "finish_reason",
    "content",
    "refusal",
    "reasoning",
    "tool_calls",
    "index",
  ];
  const more = [
    "function",
    "name",
    "arguments",
    "extra_content",
    "google",
    "thought_signature",
    "prompt_tokens",
    "prompt_tokens_details",
    "text",
    "thinking",
  ];
  return fc.dictionary(fc.constantFrom(...keys, ...more), value, { maxKeys: 8 });
}
const body = fc.oneof(
  junk(2),
  fc.record({ choices: fc.array(fc.record({ message: junk(2), delta: junk(2) }), { maxLength: 2 }), usage: junk(1) }),
  fc.record({
    choices: fc.tuple(
      fc.record({ delta: fc.record({ tool_calls: fc.array(junk(1)) }), message: fc.record({ tool_calls: fc.array(junk(1)) }) }),
    ),
  }),
);

/** A reply of the right kinds, or a `ModelError`; nothing else may come of whatever a server sends. */
function understood(work: () => ReturnType<typeof fromReply>): void {
  try {
    const reply = work();
    expect([typeof reply.text, typeof reply.usage.inputTokens, typeof reply.usage.outputTokens]).toEqual(["string", "number", "number"]);
    for (const call of reply.toolCalls)
      expect([typeof call.id, typeof call.name, typeof call.arguments]).toEqual(["string", "string", "string"]);
    expect(new Set(reply.toolCalls.map((call) => call.id)).size).toBe(reply.toolCalls.length);
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
  }
}

describe("whatever a server sends", () => {
  it("as a whole reply is a reply or a ModelError", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(body, (sent) => understood(() => fromReply(sent, asked, callIds([])))),
      { numRuns: 300 },
    );
  });

  it("as chunks is a reply or a ModelError", { timeout: 60_000 }, () => {
    const stream = fc.array(body, { maxLength: 3 });
    const read = (chunks: readonly unknown[]) => {
      const draft = startDraft(callIds([]));
      for (const chunk of chunks) if (isWire(chunk)) addChunk(draft, chunk, asked);
      return finishDraft(draft);
    };
    fc.assert(
      fc.property(stream, (chunks) => understood(() => read(chunks))),
      { numRuns: 300 },
    );
  });
});
