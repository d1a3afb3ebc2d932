// Testing an agent without a key: a scripted model says what it should, keeps what it was asked, and complains about anything else.
import assert from "node:assert/strict";
import { agent, signature, tool } from "msgflux";
import { autoModel, blockNetwork, scriptedModel, toolCall, withModel } from "msgflux/testing";

class Orders {
  readonly cancelled: string[] = [];

  @tool({ description: "Cancel an order." })
  @signature("orderId: string -> string")
  cancel(orderId: string): string {
    this.cancelled.push(orderId);
    return `${orderId} is cancelled.`;
  }
}
const orders = new Orders();
const support = agent("Help with orders.", { model: "openai/gpt-4.1-mini", tools: [orders] });

using _network = blockNetwork(); // whoever calls out by accident is told so

const model = scriptedModel([toolCall("cancel", { orderId: "A-7" }), "Your order is cancelled."]);
const answer = await withModel(model, () => support("Please cancel A-7."));
model.assertComplete();
assert.equal(answer, "Your order is cancelled.");
assert.deepEqual(orders.cancelled, ["A-7"]);
assert.match(String(model.requests[0]?.system), /Help with orders/);
console.log("scripted:", answer);

// Calls every tool once with arguments made from its schema: does the whole thing hold together?
await withModel(autoModel(), () => support("Anything"));
console.log("auto:", orders.cancelled.length, "calls of cancel");

// One request too many is an error that says which.
await withModel(scriptedModel([]), () => support("Hello")).catch((error: Error) => console.log(error.name));

// Output:
// scripted: Your order is cancelled.
// auto: 2 calls of cancel
// ScriptError
