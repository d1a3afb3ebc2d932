// A policy on a plain method and on an agent: retries, then a breaker that opens, refuses at once, lets one call through, and heals.
import { setTimeout as sleep } from "node:timers/promises";
import { agent, health, ModelError, policy } from "msgflux";
import { scriptedModel } from "msgflux/testing";

class Rates {
  calls = 0;

  @policy({ retry: { attempts: 2, baseDelayMs: 1 } })
  async euro(): Promise<number> {
    this.calls += 1;
    if (this.calls === 1) throw new Error("The line was dropped.");
    return 1.08;
  }
}
const rates = new Rates();
console.log(await rates.euro(), "after", rates.calls, "calls");

const down = new ModelError("The provider is down.", { status: 503, retryable: true });
const model = scriptedModel([down, down, "Team billing."]);
const shared = policy({ retry: false, breaker: { consecutive: 2, halfOpenAfterMs: 50 } });

class Desk {
  @agent({ model, policy: shared, instructions: "Route the ticket." })
  async route(_ticket: string): Promise<string> {
    return "Team general."; // what we say while the model cannot
  }
}
const desk = new Desk();
const state = () => health()["scripted/model"]?.breaker;

console.log(await desk.route("I was charged twice."), state());
console.log(await desk.route("I was charged twice."), state());
console.log(await desk.route("I was charged twice."), state(), "requests:", model.requests.length);
await sleep(60);
console.log(state());
console.log(await desk.route("I was charged twice."), state(), "requests:", model.requests.length);

// Output:
// 1.08 after 2 calls
// Team general. closed
// Team general. open
// Team general. open requests: 2
// half-open
// Team billing. closed requests: 3
