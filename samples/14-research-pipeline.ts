// A program of two agents: fields that are modules are found as children, and a call is typed by `forward`.
import { Agent, Module } from "msgflux";
import { scriptedModel } from "msgflux/testing";

const script = scriptedModel([
  "Transformers weigh every word of a text against every other one.",
  ({ messages }) => `In short: ${JSON.stringify(messages.at(-1)?.content)}`,
]);
const model = process.env["MSGFLUX_MODEL"] ?? script;

class Researcher extends Agent {
  override model = model;
  override instructions = "Research the given topic thoroughly.";
}

class Writer extends Agent {
  override model = model;
  override instructions = "Write a clear summary based on the research.";
}

class ResearchPipeline extends Module {
  readonly researcher = new Researcher();
  readonly writer = new Writer();

  async forward(topic: string): Promise<string> {
    const research = await this.researcher(topic);
    return this.writer(research);
  }
}

const pipeline = new ResearchPipeline();
console.log(await pipeline("How do transformers work?"));
console.log(String(pipeline));

// The state is the words of the whole program; taken back, it replaces them.
const state = pipeline.stateDict();
for (const [path, text] of Object.entries(state)) if (path.endsWith(".instructions")) console.log(`${path}: ${String(text)}`);
pipeline.loadStateDict({ ...state, "writer.instructions": "Write three bullet points." });
console.log(pipeline.writer.systemPrompt());

// Output:
// In short: "Transformers weigh every word of a text against every other one."
// ResearchPipeline(
//   (researcher): Researcher()
//   (writer): Writer()
// )
// researcher.instructions: Research the given topic thoroughly.
// writer.instructions: Write a clear summary based on the research.
// <instructions>
// Write three bullet points.
// </instructions>
