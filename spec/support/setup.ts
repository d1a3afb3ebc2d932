import fc from "fast-check";
import { afterEach, expect } from "vitest";
import type { Middleware } from "../../lib/core/door.ts";
import { useEverywhere } from "../../lib/core/run-context.ts";
import { chatProblems } from "../../lib/message/chat-validity.ts";
import type { ChatRequest } from "../../lib/model/chat-model.ts";
import { blockNetwork } from "../../lib/testing/block-network.ts";

// On in every spec: nothing leaves this machine.
blockNetwork();

const invalid: string[] = [];

/** On in every spec: no chat is sent that a provider would refuse. */
const validChats: Middleware = async (call, next) => {
  if (call.kind === "model")
    invalid.push(...chatProblems((call.input as ChatRequest).messages).map((problem) => `${call.path}: ${problem}`));
  return next(call);
};

useEverywhere(validChats);

afterEach(() => {
  const found = invalid.splice(0);
  expect(found, "invalid chats sent").toEqual([]);
});

// The same cases in every run, so that a check fails because of a change and not by chance; another seed looks at others.
fc.configureGlobal({ seed: Number(process.env["FAST_CHECK_SEED"] ?? 20_261_121) });
