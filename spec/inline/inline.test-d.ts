import { expectTypeOf, test } from "vitest";
import { agent } from "msgflux";
import { inline, Inline, runInline } from "../../lib/inline/inline.ts";
import type { ReadablePipeline, StepNames } from "../../lib/inline/inline-types.ts";
import type { InlineMistake } from "../../lib/inline/name-types.ts";
import { dotdict, type DotDict } from "../../lib/message/dotdict.ts";
import { Message } from "../../lib/message/message.ts";

const f = (message: Message) => void (message["n"] = 1);
const late = async (message: Message) => void (message["n"] = 1);
const msg = new Message({ content: "x" });
declare const text: string;

test("a call gives back the type of its message", async () => {
  const flux = inline("a -> b", { a: f, b: late });
  expectTypeOf(flux).toEqualTypeOf<Inline>();
  expectTypeOf(await flux(msg)).toEqualTypeOf<Message>();
  expectTypeOf(await flux(dotdict())).toEqualTypeOf<DotDict>();
  expectTypeOf(await flux({ n: 1 }, { signal: AbortSignal.timeout(5), listener: () => {} })).toEqualTypeOf<{ n: number }>();
  expectTypeOf(flux.sync(msg)).toEqualTypeOf<Message>();
  expectTypeOf(await new Inline("a", { a: f })(msg)).toEqualTypeOf<Message>();
  expectTypeOf(await runInline("a", { a: f }, msg)).toEqualTypeOf<Message>();
  expectTypeOf(flux.toMermaid()).toEqualTypeOf<string>();
  const held: Inline = new Inline("a -> b", { a: f, b: f }, { maxIterations: 3 });
  inline("held", { held });
  // @ts-expect-error a message is an object
  void flux("text");
  // @ts-expect-error there is no such option
  void flux(msg, { timeout: 5 });
  // @ts-expect-error a number of iterations
  inline("a", { a: f }, { maxIterations: "many" });
});

test("what is right", () => {
  const all = { a: f, b: late, c: f, d: () => 1, e: (m: { n?: number }) => m.n, g: (m: any) => m.x, h: f, i: f, größe: f, $_1: f };
  inline("a", all);
  inline("  a\n\t-> b\r\n  -> c  ", all);
  inline("a->b->c", all);
  inline("[a]", all);
  inline("[ a , b,c ] -> d", all);
  inline("{n > 1 ? a}", all);
  inline("{n > 1 ? a, b}", all);
  inline("{n>1?a,n<=1?b,n!=1?c,d}", all);
  inline("{x.y.0 == 5 ? a} -> {items.-1.n >= -1.5 ? b}", all);
  inline("{s == 'a, b -> c' ? a, s == \"}: ; ?\" ? b}", all);
  inline("{s == 'it\\'s' ? a}", all);
  inline("{active == true & !banned == true ? a, b}", all);
  inline("{(plan == 'premium' & credits > 0) || trial == true ? a, b}", all);
  inline("{!!(n == 1) || !(n == 2 & (m == 3 || k is None)) ? a}", all);
  inline("{user.audio is not None ? a, user.name is  null ? b}", all);
  inline("@{n < 3}: a;", all);
  inline("@{n < 3} : a -> b; -> c", all);
  inline("@{n < 3}: a; @{n < 4}: b; [d] -> c", all);
  inline("a -> @{n < 3}: b -> @{k.x < 2 & m >= 1}: c -> [d, e]; -> g; -> {s == 'x, y -> z' ? h, i}", all);
  inline("@{n < 1}: @{n < 2}: @{n < 3}: a;;; -> b", all);
  inline("größe -> $_1", all);
  inline("{date >= 2026-01-01 ? a}", all);
  inline(
    `
    a
    -> {audio is not None ? b}
    -> [c, d]
    -> @{confidence < 0.8}: e;
    -> {is_urgent == true ? g,
        confidence > 0.9 ? h,
        i}
    -> a
  `,
    all,
  );
  inline(
    "prep -> [featA, featB] -> {score > 0.9 ? accept, score > 0.5 ? review, reject} -> @{n < 3}: step; -> done",
    { prep: f, featA: f, featB: f, accept: f, review: f, reject: f, step: f, done: f },
    { maxIterations: 1000 },
  );
  inline("support -> triage", { support: agent("Help.", { model: "openai/gpt-4.1-mini" }), triage: inline("a", { a: f }) });
  inline("a -> b", { a: (message) => message.anything, b: () => {} });
});

test("a text or modules that the compiler does not know are checked when they run", () => {
  inline(text, { a: f });
  inline(`a -> ${text}`, { a: f });
  const modules: Record<string, (message: Message) => void> = {};
  inline("a -> b", modules);
  inline(text, modules);
  void new Inline("a", modules);
  expectTypeOf<StepNames<string>>().toEqualTypeOf<string>();
  // @ts-expect-error a text that is known is checked all the same
  inline("a -> -> b", modules);
});

test("what is wrong with the modules", () => {
  // @ts-expect-error "featB" is missing
  inline("prep -> [featA, featB]", { prep: f, featA: f });
  // @ts-expect-error "b" is missing
  inline("{n > 1 ? a, b}", { a: f });
  // @ts-expect-error "b" is missing in a loop
  inline("@{n < 3}: a -> b;", { a: f });
  // @ts-expect-error "c" is missing in a loop of a loop
  inline("@{n < 3}: a -> @{k < 2}: c;; -> b", { a: f, b: f });
  // @ts-expect-error "b" is no function
  inline("a", { a: f, b: 5 });
  // @ts-expect-error "a" is no function
  inline("a", { a: "text" });
  // @ts-expect-error the class checks as the function does
  void new Inline("a -> b", { a: f });
  // @ts-expect-error and so does the single run
  void runInline("a -> b", { a: f }, msg);
});

test("what is wrong with the text", () => {
  const all = { a: f, b: f, c: f };
  // @ts-expect-error nothing
  inline("", all);
  // @ts-expect-error a step is missing at the end
  inline("a ->", all);
  // @ts-expect-error a step is missing at the start
  inline("-> a", all);
  // @ts-expect-error a step is missing between
  inline("a -> -> b", all);
  // @ts-expect-error an arrow is missing
  inline("a b", all);
  // @ts-expect-error an arrow is missing behind brackets
  inline("[a] b", all);
  // @ts-expect-error not a name
  inline("a-b", all);
  // @ts-expect-error not a name
  inline("1a", all);
  // @ts-expect-error no loop to close
  inline("a;", all);
  // @ts-expect-error the loop is not closed
  inline("@{n < 3}: a", all);
  // @ts-expect-error a loop without a body
  inline("@{n < 3}: ;", all);
  // @ts-expect-error a colon is missing
  inline("@{n < 3} a;", all);
  // @ts-expect-error a loop without a condition
  inline("@{}: a;", all);
  // @ts-expect-error the bracket is not closed
  inline("[a, b", all);
  // @ts-expect-error an empty stage
  inline("[]", all);
  // @ts-expect-error a name is missing
  inline("[a,]", all);
  // @ts-expect-error only modules stand side by side
  inline("[a -> b]", all);
  // @ts-expect-error no condition at all
  inline("{a}", all);
  // @ts-expect-error no module
  inline("{n == 1}", all);
  // @ts-expect-error two defaults
  inline("{n == 1 ? a, b, c}", all);
  // @ts-expect-error the default is written without a mark
  inline("{n == 1 ? a, _ ? b}", all);
  // @ts-expect-error a branch is one module
  inline("{n == 1 ? a -> b, c}", all);
  // @ts-expect-error no operator
  inline("{active ? a}", all);
  // @ts-expect-error a single =
  inline("{n = 1 ? a}", all);
  // @ts-expect-error a doubled &
  inline("{n == 1 && n == 2 ? a}", all);
  // @ts-expect-error a single |
  inline("{n == 1 | n == 2 ? a}", all);
  // @ts-expect-error a word for an operator
  inline("{n == 1 or n == 2 ? a}", all);
  // @ts-expect-error a value is missing
  inline("{n == ? a}", all);
  // @ts-expect-error the field stands on the left
  inline("{1 == n ? a}", all);
  // @ts-expect-error "is" only asks for None
  inline("{n is 5 ? a}", all);
  // @ts-expect-error the quote is not closed
  inline("{n == 'x ? a}", all);
  // @ts-expect-error the parenthesis is not closed
  inline("{(n == 1 ? a}", all);
  // @ts-expect-error the parenthesis was not opened
  inline("@{n == 1)}: a;", all);
});

test("a mistake is told in words", () => {
  expectTypeOf<ReadablePipeline<"a -> b">>().toEqualTypeOf<"a -> b">();
  expectTypeOf<ReadablePipeline<"a b">>().toEqualTypeOf<InlineMistake<"not the name of a module: a b">>();
  expectTypeOf<ReadablePipeline<"a -> ">>().toEqualTypeOf<InlineMistake<"the name of a module is missing">>();
  expectTypeOf<ReadablePipeline<"@{n < 3}: a">>().toEqualTypeOf<InlineMistake<'a loop is not closed by ";"'>>();
  expectTypeOf<ReadablePipeline<"{n ? a}">>().toEqualTypeOf<InlineMistake<"expected a comparison, found: n">>();
  expectTypeOf<ReadablePipeline<"{n == a b ? a}">>().toEqualTypeOf<InlineMistake<"a value of several words needs quotes: a b">>();
  expectTypeOf<StepNames<"a -> [b, c] -> {x == 'y' ? d, e} -> @{n < 1}: f;">>().toEqualTypeOf<"a" | "b" | "c" | "d" | "e" | "f">();
});

test("a hundred steps, and a loop in a loop in a loop", () => {
  type Ten = "a -> [b, c] -> {n > 1 ? d, e} -> @{n < 3}: f; -> a -> b -> c -> d -> e -> f";
  type Hundred = `${Ten} -> ${Ten} -> ${Ten} -> ${Ten} -> ${Ten} -> ${Ten} -> ${Ten} -> ${Ten} -> ${Ten} -> ${Ten} -> last`;
  expectTypeOf<StepNames<Hundred>>().toEqualTypeOf<"a" | "b" | "c" | "d" | "e" | "f" | "last">();
});
