import { agent } from "../../lib/joined.ts";
import { inline } from "../../lib/inline/inline.ts";
import { Message } from "../../lib/message/message.ts";
import type { ChatModel } from "../../lib/model/chat-model.ts";
import { ModuleDict } from "../../lib/module/module-dict.ts";
import { ModuleList } from "../../lib/module/module-list.ts";
import { Module } from "../../lib/module/module.ts";
import { Sequential } from "../../lib/module/sequential.ts";
import { scriptedModel } from "../../lib/testing/scripted-model.ts";
import { describeCallableModule } from "../support/callable-module-contract.ts";

class Doubles extends Module {
  forward(n: number): number {
    return n * 2;
  }
}

class Shouts extends Module {
  readonly doubles = new Doubles();
  async forward(word: string): Promise<string> {
    return word.toUpperCase();
  }
}

/** Answers every request alike. */
const model = (): ChatModel => ({ ...scriptedModel([]), generate: async () => scriptedReply });
const scriptedReply = {
  text: "Hello",
  reasoning: [],
  toolCalls: [],
  finishReason: "stop" as const,
  usage: { inputTokens: 1, outputTokens: 1 },
};

describeCallableModule("a synchronous module", {
  make: () => new Doubles(),
  args: () => [21],
  output: () => 42,
  text: "Doubles()",
  paths: [""],
});

describeCallableModule("an asynchronous module with a child", {
  make: () => new Shouts(),
  args: () => ["tea"],
  output: () => "TEA",
  text: "Shouts(\n  (doubles): Doubles()\n)",
  paths: ["", "doubles"],
});

describeCallableModule("a sequence", {
  make: () => new Sequential(new Doubles(), (n: number) => String(n), new Shouts()),
  args: () => [4],
  output: () => "8",
  text: "Sequential(\n  (0): Doubles()\n  (2): Shouts(",
  paths: ["", "0", "2", "2.doubles"],
});

describeCallableModule("a list", {
  make: () => new ModuleList<Module>([new Doubles(), new Shouts()]),
  args: () => [1, "tea"],
  output: () => "TEA",
  text: "ModuleList(",
  paths: ["", "0", "1", "1.doubles"],
});

describeCallableModule("a dictionary", {
  make: () => new ModuleDict({ doubles: new Doubles(), shouts: new Shouts() }),
  args: () => ["doubles", 3],
  output: () => 6,
  text: "ModuleDict(",
  paths: ["", "doubles", "shouts", "shouts.doubles"],
});

describeCallableModule("an agent", {
  make: () => agent("Greet.", { name: "greeter", model: model() }),
  args: () => ["Hi"],
  output: () => "Hello",
  text: 'Agent "greeter"()',
  paths: [""],
});

describeCallableModule("a pipeline", {
  make: () => inline("one -> two", { one: (message: Message) => message.set("n", 1), two: (message: Message) => message.set("m", 2) }),
  args: () => [new Message({ content: "x" })],
  output: ([message]) => message,
  text: "one -> two",
  paths: [""],
});
