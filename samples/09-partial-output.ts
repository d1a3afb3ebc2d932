// A typed answer while it is being written: every value holds all that the one before held.
import { agent } from "msgflux";
import { scriptedModel } from "msgflux/testing";

const recipe = { title: "Bread", steps: ["Mix flour and water", "Wait", "Bake"] };
const model = process.env["MSGFLUX_MODEL"] ?? scriptedModel([JSON.stringify(recipe)]);
const cook = agent("Write a recipe.", { model, signature: "dish: string -> title: string, steps: string[]" });

const stream = cook.stream({ dish: "bread" });
let shown = 0;
for await (const partial of stream.partial()) {
  const steps = partial.steps ?? [];
  // The last item may still grow; those before it are whole.
  for (; shown < steps.length - 1; shown += 1) console.log(`${shown + 1}. ${steps[shown]}`);
}
const { title, steps } = await stream.output;
for (; shown < steps.length; shown += 1) console.log(`${shown + 1}. ${steps[shown]}`);
console.log(title, "is done");

// Output:
// 1. Mix flour and water
// 2. Wait
// 3. Bake
// Bread is done
