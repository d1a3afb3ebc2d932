import { describe, expect, it } from "vitest";
import { inline, runInline } from "../../lib/inline/inline.ts";
import { InlineLoopError } from "../../lib/inline/inline-errors.ts";
import { dotdict } from "../../lib/message/dotdict.ts";
import { Message } from "../../lib/message/message.ts";
import type { Fields } from "./steps.ts";

const upper = (message: Fields) => void (message["preprocessed"] = (message["content"] as string).toUpperCase());
const set = (name: string, value: unknown) => (message: Fields) => void (message[name] = value);

describe("the examples of the documentation", () => {
  it("a message through a pipeline", async () => {
    const analyze = (message: Fields) => void (message["outputs"].analysis = `Analyzed: ${message["preprocessed"]}`);
    const msg = new Message({ content: "hello world" });
    expect(await runInline("preprocess -> analyze", { preprocess: upper, analyze }, msg)).toBe(msg);
    expect(msg.get("outputs.analysis")).toBe("Analyzed: HELLO WORLD");
  });

  it("a parallel stage and what combines it", async () => {
    const flux = inline("prep -> [feat_a, feat_b] -> combine", {
      prep: set("ready", true),
      feat_a: set("score_a", 1),
      feat_b: set("score_b", 2),
      combine: (message: Fields) => void (message["total"] = message["score_a"] + message["score_b"]),
    });
    const msg = dotdict();
    expect(await flux(msg)).toBe(msg);
    expect(msg.toDict()).toEqual({ ready: true, score_a: 1, score_b: 2, total: 3 });
  });

  it("one after the other", async () => {
    const flux = inline("load -> tokenize -> count", {
      load: set("raw", "hello world"),
      tokenize: (message: Fields) => void (message["tokens"] = (message["raw"] as string).split(" ")),
      count: (message: Fields) => void (message["n_tokens"] = message["tokens"].length),
    });
    const msg = await flux(dotdict());
    expect(msg.tokens).toEqual(["hello", "world"]);
    expect(msg.n_tokens).toBe(2);
  });

  it("side by side", async () => {
    const flux = inline("[fetch_weather, fetch_news] -> summarize", {
      fetch_weather: async (message: Fields) => void (message["weather"] = "sunny"),
      fetch_news: async (message: Fields) => void (message["news"] = ["headline_1"]),
      summarize: (message: Fields) => void (message["summary"] = `${message["weather"]} | ${message["news"][0]}`),
    });
    expect((await flux(dotdict())).summary).toBe("sunny | headline_1");
  });

  it("if and else", async () => {
    const flux = inline("{priority > 7 ? flag_urgent, flag_normal}", {
      flag_urgent: set("label", "urgent"),
      flag_normal: set("label", "normal"),
    });
    expect((await flux(dotdict({ priority: 9 }))).label).toBe("urgent");
    expect((await flux(dotdict({ priority: 7 }))).label).toBe("normal");
  });

  it("several branches", async () => {
    const flux = inline("{score > 90 ? route_premium, score > 50 ? route_standard, route_free}", {
      route_premium: set("tier", "premium"),
      route_standard: set("tier", "standard"),
      route_free: set("tier", "free"),
    });
    expect((await flux(dotdict({ score: 95 }))).tier).toBe("premium");
    expect((await flux(dotdict({ score: 75 }))).tier).toBe("standard");
    expect((await flux(dotdict({ score: 5 }))).tier).toBe("free");
  });

  it("None", async () => {
    const transcribe = (message: Fields) => void (message["text"] = `[transcript of ${message["user"].audio}]`);
    const greet = (message: Fields) => void (message["greeting"] = `Hello, ${message["user"].name}!`);
    const flux1 = inline("{user.audio is not None ? transcribe}", { transcribe });
    expect((await flux1(dotdict({ user: dotdict({ audio: "clip.wav" }) }))).text).toBe("[transcript of clip.wav]");
    expect((await flux1(dotdict())).text).toBeUndefined();
    const flux2 = inline("{user.name is None ? ask_name, greet}", { ask_name: set("prompt", "What is your name?"), greet });
    expect((await flux2(dotdict({ user: { name: null } }))).prompt).toBe("What is your name?");
    expect((await flux2(dotdict({ user: { name: "Ada" } }))).greeting).toBe("Hello, Ada!");
  });

  it("texts that spell numbers and booleans", async () => {
    const flux1 = inline("{count > 5 ? accept, reject}", { accept: set("accepted", true), reject: set("accepted", false) });
    expect((await flux1(dotdict({ count: "10" }))).accepted).toBe(true);
    const flux2 = inline("{enabled == true ? enable, disable}", { enable: set("action", "enabled"), disable: set("action", "disabled") });
    expect((await flux2(dotdict({ enabled: "true" }))).action).toBe("enabled");
  });

  it("and, or, not", async () => {
    const flux1 = inline("{active == true & !banned == true ? allow, deny}", {
      allow: set("access", "allowed"),
      deny: set("access", "denied"),
    });
    expect((await flux1(dotdict({ active: true, banned: false }))).access).toBe("allowed");
    expect((await flux1(dotdict({ active: true, banned: true }))).access).toBe("denied");
    const flux2 = inline("{(plan == 'premium' & credits > 0) || trial == true ? grant, block}", {
      grant: set("access", "granted"),
      block: set("access", "blocked"),
    });
    expect((await flux2(dotdict({ plan: "premium", credits: 5, trial: false }))).access).toBe("granted");
    expect((await flux2(dotdict({ plan: "premium", credits: 0, trial: false }))).access).toBe("blocked");
  });

  it("a loop", async () => {
    const flux = inline("init -> @{counter < 5}: step; -> done", {
      init: (message: Fields) => void Object.assign(message, { counter: 0, total: 0 }),
      step: (message: Fields) => void (message["total"] += message["counter"] += 1),
      done: set("finished", true),
    });
    const msg = await flux(dotdict());
    expect([msg.counter, msg.total, msg.finished]).toEqual([5, 15, true]);
  });

  it("a loop without end", async () => {
    const poll = (message: Fields) => void (message["attempts"] = message["get"]("attempts", 0) + 1);
    const flux = inline("@{active == true}: poll;", { poll }, { maxIterations: 5 });
    const msg = dotdict({ active: true });
    await expect(flux(msg)).rejects.toThrow(new InlineLoopError(5, "active == true"));
    await expect(flux(msg)).rejects.toThrow(
      "While loop exceeded maximum iterations (5). Possible infinite loop detected. Condition: active == true",
    );
    expect(msg.attempts).toBe(10);
  });

  it("asynchronous modules", async () => {
    const flux = inline("fetch -> process", {
      fetch: async (message: Fields) => {
        await Promise.resolve();
        message["data"] = "fetched";
      },
      process: async (message: Fields) => void (message["result"] = (message["data"] as string).toUpperCase()),
    });
    expect((await flux(dotdict())).result).toBe("FETCHED");
  });

  it("the whole language in one pipeline", async () => {
    const flux = inline(
      `
    ingest
    -> {audio is not None ? transcribe}
    -> [extract_entities, analyze_sentiment]
    -> @{confidence < 0.8}: refine;
    -> {is_urgent == true ? priority_handler,
        confidence > 0.9 ? standard_handler,
        bulk_handler}
    -> finalize
      `,
      {
        ingest: (message: Fields) => void (message["text"] = message["get"]("raw_input", "incoming message")),
        transcribe: (message: Fields) => void (message["text"] = `[transcript of ${message["audio"]}]`),
        extract_entities: set("entities", ["Alice", "Bob"]),
        analyze_sentiment: (message: Fields) => void Object.assign(message, { sentiment: "positive", confidence: 0.5 }),
        refine: (message: Fields) => void (message["confidence"] = Math.min(message["confidence"] + 0.25, 1)),
        priority_handler: set("queue", "priority"),
        standard_handler: set("queue", "standard"),
        bulk_handler: set("queue", "bulk"),
        finalize: set("done", true),
      },
    );
    const msg = await flux(dotdict({ raw_input: "important call", audio: "call.wav", is_urgent: true }));
    // From 0.5 one refinement gives 0.75, which is still below 0.8, and a second one gives 1.
    expect(msg.toDict()).toMatchObject({
      text: "[transcript of call.wav]",
      entities: ["Alice", "Bob"],
      confidence: 1,
      queue: "priority",
      done: true,
    });
  });
});
