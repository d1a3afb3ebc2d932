import { agent } from "msgflux";
import { answers, says } from "./reply.ts";
import type { Scenario } from "./scenario.ts";

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0xff, 0xfe]);
const pdf = new TextEncoder().encode("%PDF-1.7\n%%EOF\n");
const photo = "https://example.com/cat.jpg?size=big&v=1";

/** Agents that are shown pictures and documents. */
export const mediaScenarios: readonly Scenario[] = [
  {
    name: "media",
    replies: [says("A cat, twice.")],
    play: ({ model }) => ({
      agent: agent("Describe.", { model }),
      input: "What is this?",
      options: { taskMultimodal: { image: [photo, png], file: pdf } },
    }),
    output: "A cat, twice.",
  },
  {
    name: "media-alone",
    replies: [says("A cat.")],
    play: ({ model }) => ({
      agent: agent("Describe.", { model }),
      input: "",
      options: { taskMultimodal: { image: new URL(photo) }, taskContext: "It is night." },
    }),
    output: "A cat.",
  },
  {
    name: "media-inputs",
    replies: [answers({ same: false })],
    play: ({ model }) => ({
      agent: agent("Compare.", { model, signature: "question: string, first: Image, second?: Image, contract: File -> same: boolean" }),
      input: { question: "The same cat?", first: photo, second: png, contract: pdf },
    }),
    output: { same: false },
  },
  {
    name: "audio",
    providers: ["openai"],
    replies: [says("A bell.")],
    play: ({ model }) => ({
      agent: agent("Listen.", { model }),
      input: "What rings?",
      options: { taskMultimodal: { audio: "data:audio/wav;base64,UklGRg==" } },
    }),
    output: "A bell.",
  },
];
