// Written for the files themselves; the front door gives the same names.
import { expectTypeOf, test } from "vitest";
import { agent } from "../../lib/joined.ts";
import { dotdict, type DotDict } from "../../lib/message/dotdict.ts";
import { Message } from "../../lib/message/message.ts";
import { bcastGather, mapGather, scatterGather } from "../../lib/module/gather.ts";
import { spawn } from "../../lib/module/spawn.ts";
import { isTaskError, type TaskError } from "../../lib/module/task-error.ts";
import { waitFor } from "../../lib/module/wait-for.ts";

const text = "x";
const reviews: string[] = [];
const summarizer = agent("Summarize.", { model: "demo/any" });
const translator = agent("Translate.", { model: "demo/any" });
const classifier = agent("Classify.", { model: "demo/any", signature: "sentence: string -> label: 'a' | 'b'" });
const length = (word: string) => word.length;
const audit = (event: { readonly kind: string }) => event.kind;

test("the examples of the contract", async () => {
  const [summary, translation] = await bcastGather([summarizer, translator], [text], { onError: "throw" });
  expectTypeOf(summary).toEqualTypeOf<string>();
  expectTypeOf(translation).toEqualTypeOf<string>();
  const results = await mapGather(
    classifier,
    reviews.map((review) => [review]),
    { concurrency: 8, timeoutMs: 60_000, onProgress: (done, total) => expectTypeOf([done, total]).toEqualTypeOf<number[]>() },
  );
  expectTypeOf(results).toEqualTypeOf<({ label: "a" | "b" } | TaskError)[]>();
  const [first] = results;
  if (first && !isTaskError(first)) expectTypeOf(first.label).toEqualTypeOf<"a" | "b">();
  expectTypeOf(await scatterGather([summarizer, translator], [["..."], ["..."]])).toEqualTypeOf<[string | TaskError, string | TaskError]>();
  spawn(audit, { kind: "start" });
  expectTypeOf(await waitFor(length, ["abc"], { timeoutMs: 10 })).toEqualTypeOf<number>();
});

test("what is gathered keeps its types", async () => {
  expectTypeOf(await mapGather(length, [["a"], ["b"]])).toEqualTypeOf<(number | TaskError)[]>();
  expectTypeOf(await mapGather(length, [["a"]], { onError: "throw" })).toEqualTypeOf<number[]>();
  expectTypeOf(await mapGather(length, [["a"]], { onError: "return" })).toEqualTypeOf<(number | TaskError)[]>();
  expectTypeOf(await mapGather(async (a: number, b = 1) => `${a}${b}`, [[1], [1, 2]], { onError: "throw" })).toEqualTypeOf<string[]>();
  expectTypeOf(await scatterGather([length, audit], [["a"], [{ kind: "k" }]])).toEqualTypeOf<[number | TaskError, string | TaskError]>();
  expectTypeOf(await scatterGather([length, audit], [["a"], [{ kind: "k" }]], { onError: "throw" })).toEqualTypeOf<[number, string]>();
  expectTypeOf(await bcastGather([length, async (word: string) => word === ""], [text])).toEqualTypeOf<
    [number | TaskError, boolean | TaskError]
  >();
  expectTypeOf(await bcastGather([classifier, summarizer], [text], { onError: "throw" })).toEqualTypeOf<[{ label: "a" | "b" }, string]>();
  expectTypeOf(await bcastGather([summarizer, translator].slice(), [text])).toEqualTypeOf<(string | TaskError)[]>();
  expectTypeOf(await bcastGather([() => 1, () => "a"], [], { onError: "throw" })).toEqualTypeOf<[number, string]>();
  expectTypeOf(await waitFor(summarizer, ["text"], { signal: AbortSignal.timeout(1) })).toEqualTypeOf<string>();
  expectTypeOf(await waitFor(classifier, [{ sentence: "text" }, { maxTurns: 1 }])).toEqualTypeOf<{ label: "a" | "b" }>();
  expectTypeOf(spawn(summarizer, "text")).toEqualTypeOf<void>();
  const options = { concurrency: 2 };
  expectTypeOf(await mapGather(summarizer, [["a"]], options)).toEqualTypeOf<(string | TaskError)[]>();
});

test("messages are gathered as messages", async () => {
  const message = new Message();
  expectTypeOf(await mapGather(summarizer, [[message]])).toEqualTypeOf<(Message | TaskError)[]>();
  expectTypeOf(await mapGather(summarizer, [[dotdict()]], { onError: "throw" })).toEqualTypeOf<DotDict[]>();
  expectTypeOf(await bcastGather([summarizer, translator], [message], { onError: "throw" })).toEqualTypeOf<Message[]>();
  expectTypeOf(await scatterGather([summarizer, translator], [[message], [message]])).toEqualTypeOf<(Message | TaskError)[]>();
});

test("mistakes are found by the compiler", async () => {
  // @ts-expect-error each call has a list of arguments
  await mapGather(length, ["a"]);
  // @ts-expect-error arguments of another type
  await mapGather(length, [[1]]);
  // @ts-expect-error too many arguments
  await mapGather(length, [["a", "b"]]);
  // @ts-expect-error no such option
  await mapGather(length, [["a"]], { parallel: 2 });
  // @ts-expect-error no such option, beside one there is
  await mapGather(length, [["a"]], { onError: "throw", concurency: 2 });
  // @ts-expect-error return or throw
  await mapGather(length, [["a"]], { onError: "ignore" });
  // @ts-expect-error a function first
  await mapGather("length", [["a"]]);
  // @ts-expect-error without { onError: "throw" } a result may be a TaskError
  (await mapGather(length, [["a"]]))[0]?.toFixed();
  // @ts-expect-error a list of functions
  await bcastGather(length, ["a"]);
  // @ts-expect-error the arguments are a list
  await bcastGather([length], "a");
  // @ts-expect-error the second takes an event
  await bcastGather([length, audit], ["a"]);
  // @ts-expect-error a list of arguments for each
  await scatterGather([length, length], [["a"]]);
  // @ts-expect-error the lists are in another order
  await scatterGather([length, audit], [[{ kind: "k" }], ["a"]]);
  // @ts-expect-error there is no third result
  (await bcastGather([length, length], ["a"]))[2]?.toString();
  // @ts-expect-error an argument of another type
  spawn(length, 1);
  // @ts-expect-error an argument is missing
  spawn(length);
  // @ts-expect-error nothing comes back
  spawn(length, "a").toFixed();
  // @ts-expect-error only spawn spreads its arguments
  await waitFor(length, "a");
  // @ts-expect-error an argument of another type
  await waitFor(length, [1]);
  // @ts-expect-error a number of milliseconds
  await waitFor(length, ["a"], { timeoutMs: "1s" });
  // @ts-expect-error the agent takes a text
  await mapGather(summarizer, [[7]]);
});
