// Written for the files themselves; the front door gives the same names.
import { expectTypeOf, test } from "vitest";
import { agent } from "../../lib/joined.ts";
import { dotdict, type DotDict } from "../../lib/message/dotdict.ts";
import { firstOf } from "../../lib/message/message-fields.ts";
import { Message } from "../../lib/message/message.ts";
import type { HookHandle } from "../../lib/module/forward-hooks.ts";
import { ModuleDict } from "../../lib/module/module-dict.ts";
import { ModuleList } from "../../lib/module/module-list.ts";
import type { LoadReport } from "../../lib/module/module-state.ts";
import { Module } from "../../lib/module/module.ts";
import { Sequential } from "../../lib/module/sequential.ts";

const summarizer = agent("Summarize.", { model: "demo/any" });
const counts = agent("Count.", { model: "demo/any", signature: "text: string -> n: int" });
const length = (word: string) => word.length;

class Doubles extends Module {
  forward(n: number, times = 1): number {
    return n * 2 * times;
  }
}

class Shouts extends Module {
  async forward(word: string): Promise<string> {
    return word.toUpperCase();
  }
}

class BoundShouts extends Shouts {
  override messageFields = { task: "issue" };
  override responseMode = "outputs.loud";
}

class BoundDoubles extends Doubles {
  override messageFields = { task: firstOf("count", "n") };
  override responseMode = "doubled";
}

test("a module is called like its forward", async () => {
  expectTypeOf(new Doubles()(1, 2)).toEqualTypeOf<number>();
  expectTypeOf(await new Shouts()("a")).toEqualTypeOf<string>();
  expectTypeOf<Parameters<Doubles>>().toEqualTypeOf<[n: number, times?: number | undefined]>();
  const fn: (n: number) => number = new Doubles();
  expectTypeOf([1, 2].map((n) => fn(n))).toEqualTypeOf<number[]>();
  class Pipeline extends Module {
    readonly researcher = summarizer;
    readonly counter = counts;
    async forward(topic: string) {
      return this.counter({ text: await this.researcher(topic) });
    }
  }
  expectTypeOf(await new Pipeline()("tides")).toEqualTypeOf<{ n: number }>();
});

test("a module that is bound gives messages back", async () => {
  const message = new Message();
  expectTypeOf(await new BoundShouts()(message)).toEqualTypeOf<Message>();
  expectTypeOf(new BoundDoubles()(message)).toEqualTypeOf<Message>();
  expectTypeOf(new BoundDoubles()(dotdict())).toEqualTypeOf<DotDict>();
  expectTypeOf(new BoundDoubles()(4)).toEqualTypeOf<number>();
  const support = agent("Help.", { messageFields: { task: "issue", vars: "variables" }, responseMode: "solution" });
  const same: Message = await support(message);
  expectTypeOf(await support(message)).toEqualTypeOf<Message>();
  expectTypeOf(await support("text")).toEqualTypeOf<string>();
  expectTypeOf((await support.run(message)).output).toEqualTypeOf<string>();
  expectTypeOf(await support.stream(message).output).toEqualTypeOf<string>();
  expectTypeOf((await counts(same)).get("n")).toEqualTypeOf<unknown>();
  class Mine extends Message {
    declare issue: string;
  }
  expectTypeOf((await support(new Mine())).issue).toEqualTypeOf<string>();
});

test("bindings name their places", () => {
  agent("x", { messageFields: { task: firstOf("issue", "content"), taskContext: ["context.a", firstOf("b", "c")] } });
  agent("x", {
    messageFields: { task: { a: "x", b: firstOf("y", "z") }, taskMultimodal: { image: ["images.a", "images.b"], audio: "sound" } },
  });
  agent("x", { messageFields: { messages: "history", vars: { name: "user.name" } } });
});

test("containers have the types of what they hold", async () => {
  expectTypeOf(new Sequential(new Doubles(), String, length)(1, 2)).toEqualTypeOf<number>();
  expectTypeOf(await new Sequential(length, async (n: number) => n > 1, String)("a")).toEqualTypeOf<string>();
  expectTypeOf(await new Sequential(summarizer, counts)("a")).toEqualTypeOf<{ n: number }>();
  expectTypeOf(await new Sequential(new Shouts()).append(length)("a")).toEqualTypeOf<number>();
  expectTypeOf(new Sequential({ a: length })("a")).toBeAny();
  const dict = new ModuleDict({ doubles: new Doubles(), shouts: new Shouts(), summarizer });
  expectTypeOf(dict.modules.doubles).toEqualTypeOf<Doubles>();
  expectTypeOf(dict.get("shouts")).toEqualTypeOf<Shouts>();
  expectTypeOf(await dict.modules.summarizer("a")).toEqualTypeOf<string>();
  expectTypeOf(dict.keys()).toEqualTypeOf<("doubles" | "shouts" | "summarizer")[]>();
  class Router extends Module {
    agents = new ModuleDict({ billing: summarizer, technical: new Shouts() });
    forward(intent: "billing" | "technical", text: string) {
      return this.agents.modules[intent](text);
    }
  }
  expectTypeOf(await new Router()("billing", "text")).toEqualTypeOf<string>();
  const list = new ModuleList([new Doubles(), new Doubles()]);
  expectTypeOf(list.at(0)).toEqualTypeOf<Doubles | undefined>();
  expectTypeOf(list(0, 4)).toEqualTypeOf<number>();
  expectTypeOf([...list]).toEqualTypeOf<Doubles[]>();
});

test("hooks know what they stand around", () => {
  const doubles = new Doubles();
  expectTypeOf(
    doubles.registerForwardHook((module, args, output) => {
      expectTypeOf(module).toEqualTypeOf<Doubles>();
      expectTypeOf(args).toEqualTypeOf<[n: number, times?: number | undefined]>();
      expectTypeOf(output).toEqualTypeOf<number>();
    }),
  ).toEqualTypeOf<HookHandle>();
  doubles.registerForwardPreHook((_module, [n]) => [n + 1]);
  new Shouts().registerForwardHook(async (_module, [word], output) => `${word}${output}`);
  summarizer.registerForwardHook((_module, [task, options], output) => `${task}${options?.maxTurns}${output.trim()}`);
  expectTypeOf(doubles.loadStateDict(doubles.stateDict())).toEqualTypeOf<LoadReport>();
  expectTypeOf(doubles.apply((module) => String(module))).toEqualTypeOf<Doubles>();
});

test("mistakes are found by the compiler", async () => {
  // @ts-expect-error a number
  new Doubles()("a");
  // @ts-expect-error too many arguments
  new Doubles()(1, 2, 3);
  // @ts-expect-error an argument is missing
  new Doubles()();
  // @ts-expect-error not bound to messages
  new Doubles()(new Message());
  // @ts-expect-error what is bound takes its inputs or a message
  new BoundDoubles()("text");
  // @ts-expect-error the message comes back, not the output
  (await new BoundShouts()(new Message())).toUpperCase();
  // @ts-expect-error no such key
  agent("x", { messageFields: { tsk: "issue" } });
  // @ts-expect-error a path is a text
  agent("x", { messageFields: { task: 1 } });
  // @ts-expect-error no such kind of media
  agent("x", { messageFields: { taskMultimodal: { picture: "a" } } });
  // @ts-expect-error a path is a text
  agent("x", { responseMode: ["solution"] });
  class Wrong extends Module {
    // @ts-expect-error no such kind of place
    override messageFields = { task: () => "issue" };
    forward(): void {}
  }
  void Wrong;
  // @ts-expect-error the second step takes a text
  void new Sequential(length, length);
  // @ts-expect-error the last step takes a number
  void new Sequential(length, String, new Doubles());
  // @ts-expect-error a step can be called
  void new Sequential(length, 1);
  // @ts-expect-error the first step takes a text
  new Sequential(length, String)(1);
  // @ts-expect-error the sequence gives a number, which the step does not take
  new Sequential(length).append(length);
  const dict = new ModuleDict({ doubles: new Doubles() });
  // @ts-expect-error no such entry
  dict.modules.shouts("a");
  // @ts-expect-error no such entry
  dict.get("shouts");
  // @ts-expect-error another module
  dict.set("doubles", new Shouts());
  // @ts-expect-error an entry can be called
  void new ModuleDict({ a: 1 });
  // @ts-expect-error a list of modules of one type
  new ModuleList([new Doubles()]).append(new Shouts());
  // @ts-expect-error a place is a number
  new ModuleList([new Doubles()])("0", 1);
  // @ts-expect-error a synchronous module has no asynchronous hooks
  new Doubles().registerForwardHook(async (_module, _args, output) => output);
  // @ts-expect-error the arguments of forward
  new Doubles().registerForwardPreHook(() => ["a"]);
  // @ts-expect-error the output of forward
  new Doubles().registerForwardHook(() => "a");
  // @ts-expect-error a module is looked up by its path
  new Doubles().getModule(["a"]);
  // @ts-expect-error a module has a forward
  class NoForward extends Module {}
  void NoForward;
});
