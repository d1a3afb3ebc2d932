// A workflow as one expression: a conditional step, two steps side by side, a refinement loop, routing, and a last step.
import { type DotDict, dotdict, inline } from "msgflux";

const flux = inline(
  `ingest
   -> {audio is not None ? transcribe}
   -> [extractEntities, analyzeSentiment]
   -> @{confidence < 0.8}: refine;
   -> {isUrgent == true ? priorityHandler, confidence > 0.9 ? standardHandler, bulkHandler}
   -> finalize`,
  {
    ingest: (msg: DotDict) => msg.set("text", msg.get("rawInput", "incoming message")),
    transcribe: (msg: DotDict) => msg.set("text", `[transcript of ${String(msg.get("audio"))}]`),
    // Steps may be asynchronous; those in brackets run side by side and write to places of their own.
    extractEntities: async (msg: DotDict) => msg.set("entities", ["Alice", "Bob"]),
    analyzeSentiment: async (msg: DotDict) => msg.update({ sentiment: "positive", confidence: 0.5 }),
    refine: (msg: DotDict) => msg.set("confidence", Math.min(Number(msg.get("confidence")) + 0.25, 1)),
    priorityHandler: (msg: DotDict) => msg.set("queue", "priority"),
    standardHandler: (msg: DotDict) => msg.set("queue", "standard"),
    bulkHandler: (msg: DotDict) => msg.set("queue", "bulk"),
    finalize: (msg: DotDict) => msg.set("done", true),
  },
);

const call = dotdict({ rawInput: "important call", audio: "call.wav", isUrgent: true });
console.log(
  (await flux(call)) === call,
  call.get("text"),
  call.get("entities"),
  call.get("confidence"),
  call.get("queue"),
  call.get("done"),
);
console.log((await flux(dotdict({ rawInput: "a letter" }))).get("queue"));

// The canonical text parses to the same pipeline; the diagram is a Mermaid flowchart, of which this is the beginning.
console.log(String(flux));
console.log(flux.toMermaid().split("\n").slice(0, 14).join("\n"));

// Output:
// true [transcript of call.wav] [ 'Alice', 'Bob' ] 1 priority true
// standard
// ingest -> {audio is not None ? transcribe} -> [extractEntities, analyzeSentiment] -> @{confidence < 0.8}: refine; -> {isUrgent == true ? priorityHandler, confidence > 0.9 ? standardHandler, bulkHandler} -> finalize
// flowchart TD
//   n0(["start"])
//   n1["ingest"]
//   n0 --> n1
//   n2{"audio is not None"}
//   n1 --> n2
//   n3["transcribe"]
//   n2 -->|yes| n3
//   n4["extractEntities"]
//   n3 --> n4
//   n2 -->|no| n4
//   n5["analyzeSentiment"]
//   n3 --> n5
//   n2 -->|no| n5
