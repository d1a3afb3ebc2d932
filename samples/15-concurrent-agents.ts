// Agents side by side: one input for several, many inputs for one, an input for each. A call that fails leaves an error in its place.
import { setTimeout as sleep } from "node:timers/promises";
import { agent, bcastGather, isTaskError, mapGather, scatterGather } from "msgflux";

const model = process.env["MSGFLUX_MODEL"] ?? "demo/any";
const summarizer = agent("Summarize the text in one sentence.", { model, signature: "text: string -> summary: string" });
const classifier = agent("Classify the sentiment.", { model, signature: "review: string -> label: 'positive' | 'negative' | 'neutral'" });

// One input for several; with onError: "throw" the first failure is thrown, and results have the types of the functions.
const text = "This camera is wonderful. It can see in the dark.";
const [summary, sentiment] = await bcastGather([summarizer, classifier], [text], { onError: "throw" });
console.log(summary.summary, sentiment.label);

// Many inputs for one, at most two at once.
const reviews = ["This product is amazing!", "Terrible experience, never again.", "It's okay, nothing special.", "Wonderful!"];
const results = await mapGather(
  classifier,
  reviews.map((review) => [review] as const),
  { concurrency: 2, timeoutMs: 60_000, onProgress: (done, total) => console.log(`${done} of ${total}`) },
);
for (const [index, result] of results.entries()) console.log(reviews[index], "->", isTaskError(result) ? result.message : result.label);

// Each its own input. Any function can be gathered; results stand in the order of the calls, failed ones too.
const check = async (word: string): Promise<number> => {
  await sleep(5);
  if (word === "") throw new RangeError("The word is empty.");
  return word.length;
};
const [first, second, third] = await scatterGather([summarizer, check, check], [["It rains. It pours."], [""], ["rain"]]);
console.log(isTaskError(first) ? first.message : first.summary);
if (isTaskError(second)) console.log(second.message, second.index, second.cause instanceof RangeError);
console.log(third);

// Output:
// This camera is wonderful. positive
// 1 of 4
// 2 of 4
// 3 of 4
// 4 of 4
// This product is amazing! -> positive
// Terrible experience, never again. -> negative
// It's okay, nothing special. -> neutral
// Wonderful! -> positive
// It rains.
// Task 1 failed: The word is empty. 1 true
// 4
