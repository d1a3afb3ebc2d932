import * as v from "valibot";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { Agent } from "../../lib/agent/agent.ts";
import { Message } from "../../lib/message/message.ts";
import type { ChatModel, ChatRequest } from "../../lib/model/chat-model.ts";
import { bcastGather, mapGather, scatterGather } from "../../lib/module/gather.ts";
import { ModuleDict } from "../../lib/module/module-dict.ts";
import { Module } from "../../lib/module/module.ts";
import { scriptedModel } from "../../lib/testing/scripted-model.ts";
import { textOf } from "../support/request-text.ts";

/** A model that answers by what it is asked, as often as it is asked, after a moment. */
function answering(answer: (task: string, request: ChatRequest) => string): ChatModel {
  return {
    ...scriptedModel([]),
    async generate(request) {
      await Promise.resolve();
      const text = answer(textOf(request).at(-1) ?? "", request);
      return { text, reasoning: [], toolCalls: [], finishReason: "stop", usage: { inputTokens: 1, outputTokens: 1 } };
    },
  };
}

const model = answering((task, { system }) => {
  if (system?.includes("Summarize")) return `Summary of: ${task}`;
  if (system?.includes("Portuguese")) return `Em português: ${task}`;
  if (system?.includes("sentiment")) return /amazing/.test(task) ? "positive" : /Terrible/.test(task) ? "negative" : "neutral";
  return "Tokyo";
});

class Assistant extends Agent {
  override model = model;
  override instructions = "Answer concisely.";
}

class Summarizer extends Agent {
  override model = model;
  override instructions = "Summarize the text in one sentence.";
}

class Translator extends Agent {
  override model = model;
  override instructions = "Translate the text to Portuguese.";
}

class Classifier extends Agent {
  override model = model;
  override instructions = "Classify the sentiment as positive, negative, or neutral.";
}

describe("agents side by side", () => {
  it("an agent is waited for", async () => {
    expect(await new Assistant()("What is the capital of Japan?")).toBe("Tokyo");
  });

  it("the same input goes to several agents", async () => {
    const text = "Quantum computing uses qubits that can exist in superposition...";
    const [summary, translation] = await bcastGather([new Summarizer(), new Translator()], [text]);
    expect([summary, translation]).toEqual([`Summary of: ${text}`, `Em português: ${text}`]);
  });

  it("one agent takes a list of inputs", async () => {
    const reviews = ["This product is amazing!", "Terrible experience, never again.", "It's okay, nothing special."];
    const results = await mapGather(
      new Classifier(),
      reviews.map((review) => [review]),
    );
    expect(reviews.map((review, index) => `${review.slice(0, 30)}... → ${String(results[index])}`)).toEqual([
      "This product is amazing!... → positive",
      "Terrible experience, never aga... → negative",
      "It's okay, nothing special.... → neutral",
    ]);
  });

  it("different agents take different inputs", async () => {
    const [summary, translation] = await scatterGather(
      [new Summarizer(), new Translator()],
      [["Explain quantum computing in detail..."], ["The weather is beautiful today."]],
    );
    expect([summary, translation]).toEqual([
      "Summary of: Explain quantum computing in detail...",
      "Em português: The weather is beautiful today.",
    ]);
  });

  it("an agent answers in a web server", async () => {
    const assistant = new Assistant();
    const server = createServer((request, response) => {
      const query = new URL(request.url ?? "/", "http://localhost").searchParams.get("query") ?? "";
      void assistant(query).then((answer) => response.end(JSON.stringify({ response: answer })));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const reply = await fetch(`http://127.0.0.1:${port}/ask?query=${encodeURIComponent("What is the capital of Japan?")}`);
    expect(await reply.json()).toEqual({ response: "Tokyo" });
    await new Promise((resolve) => server.close(resolve));
  });
});

describe("an agent, imperative and declarative", () => {
  class SupportAgent extends Agent {
    readonly asked = scriptedModel(["Clear your cache."]);
    override model = this.asked;
    override systemMessage = "You are a helpful support agent.";
    override instructions = "You are assisting {{userName}}.{{#if isVip}} Prioritize this customer.{{/if}}";
    override messageFields = { task: "issue", vars: "variables" };
    override responseMode = "solution";
  }
  const issue = "My dashboard is not loading after the last update.";
  const vars = { userName: "Alice", isVip: true };

  it("gets its input and variables from the caller", async () => {
    const support = new SupportAgent();
    expect(await support(issue, { vars })).toBe("Clear your cache.");
    expect(support.asked.requests[0]?.system).toContain("You are assisting Alice. Prioritize this customer.");
  });

  it("gets them from a message, and writes its output there", async () => {
    const support = new SupportAgent();
    const msg = new Message();
    msg.issue = issue;
    msg.variables = vars;
    await support(msg);
    expect(msg.solution).toBe("Clear your cache.");
    expect(support.asked.requests[0]?.system).toContain("You are assisting Alice. Prioritize this customer.");
    expect(textOf(support.asked.requests[0])).toEqual([issue]);
  });

  it("writes a typed output", async () => {
    class SentimentAnalyzer extends Agent<string, { reasoning: string; sentiment: string; confidence: number }> {
      override model = scriptedModel(['{"reasoning":"praise, then regret","sentiment":"mixed","confidence":0.75}']);
      override generationSchema = v.object({ reasoning: v.string(), sentiment: v.string(), confidence: v.number() });
      override messageFields = { task: "review" };
      override responseMode = "sentiment";
    }
    const msg = new Message();
    msg.review = "I loved the movie, but the ending was disappointing.";
    await new SentimentAnalyzer()(msg);
    expect(msg.get("sentiment.confidence")).toBe(0.75);
  });
});

describe("modules composed into programs", () => {
  it("a research pipeline", async () => {
    class Researcher extends Agent {
      override model = answering((task) => `Research on ${task}`);
      override instructions = "Research the given topic thoroughly.";
    }
    class Writer extends Agent {
      override model = answering((task) => `Clear summary of [${task}]`);
      override instructions = "Write a clear summary based on the research.";
    }
    class ResearchPipeline extends Module {
      readonly researcher = new Researcher();
      readonly writer = new Writer();
      async forward(topic: string) {
        const research = await this.researcher(topic);
        return this.writer(research);
      }
    }
    const pipeline = new ResearchPipeline();
    expect(await pipeline("How do transformers work?")).toBe("Clear summary of [Research on How do transformers work?]");
    expect(String(pipeline)).toBe("ResearchPipeline(\n  (researcher): Researcher()\n  (writer): Writer()\n)");
    expect(pipeline.stateDict()).toMatchObject({
      "researcher.instructions": "Research the given topic thoroughly.",
      "writer.instructions": "Write a clear summary based on the research.",
    });
    expect([...pipeline.namedModules()].map(([path]) => path)).toEqual(["", "researcher", "writer"]);
    expect(pipeline.toMermaid()).toBe(`flowchart TD
  n0["ResearchPipeline"]
  n1["researcher: Researcher"]
  n2["writer: Writer"]
  n0 --> n1
  n0 --> n2`);
  });

  it("a router", async () => {
    class IntentClassifier extends Agent.of("text -> intent: 'billing' | 'technical' | 'general'") {
      override model = answering((task) => JSON.stringify({ intent: task.includes("payment") ? "billing" : "general" }));
    }
    class BillingAgent extends Agent {
      override model = answering((task) => `Billing: ${task}`);
      override instructions = "Handle billing queries.";
    }
    class TechnicalAgent extends BillingAgent {
      override model = answering((task) => `Technical: ${task}`);
    }
    class GeneralAgent extends BillingAgent {
      override model = answering((task) => `General: ${task}`);
    }
    class Router extends Module {
      readonly classifier = new IntentClassifier();
      readonly agents = new ModuleDict({ billing: new BillingAgent(), technical: new TechnicalAgent(), general: new GeneralAgent() });
      async forward(message: string) {
        const { intent } = await this.classifier(message);
        return this.agents.modules[intent](message);
      }
    }
    const router = new Router();
    expect(await router("I need to update my payment method")).toBe("Billing: I need to update my payment method");
    expect(await router("Hello")).toBe("General: Hello");
    expect(router.getModule("agents.technical")).toBe(router.agents.get("technical"));
    expect(String(router)).toBe(`Router(
  (classifier): IntentClassifier()
  (agents): ModuleDict(
    (billing): BillingAgent()
    (technical): TechnicalAgent()
    (general): GeneralAgent()
  )
)`);
  });
});
