// Many agents at once: a bulkhead keeps at most four requests at the provider, the rest wait their turn; progress as they finish.
import { setTimeout as sleep } from "node:timers/promises";
import { agent, health, policy } from "msgflux";
import { scriptedModel } from "msgflux/testing";

const reviews = Array.from({ length: 12 }, (_, index) => `Review ${index + 1}: ${index % 3 === 0 ? "terrible" : "wonderful"}`);

let most = 0;
const model = scriptedModel(
  reviews.map(() => async ({ messages }) => {
    most = Math.max(most, health()["scripted/model"]?.running ?? 0);
    await sleep(5);
    return JSON.stringify({ label: JSON.stringify(messages).includes("terrible") ? "bad" : "good" });
  }),
);
const classify = agent("Classify the review.", {
  model,
  signature: "review: string -> label: 'good' | 'bad'",
  policy: policy({ bulkhead: { limit: 4, queue: 100 } }),
});

let done = 0;
const labels = await Promise.all(
  reviews.map(async (review) => {
    const { label } = await classify({ review });
    done += 1;
    if (done % 4 === 0) console.log(`${done} of ${reviews.length}`);
    return label;
  }),
);
console.log(labels.filter((label) => label === "bad").length, "bad ones; at most", most, "at once");

// Output:
// 4 of 12
// 8 of 12
// 12 of 12
// 4 bad ones; at most 4 at once
