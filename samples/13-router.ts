// A router: a classifier reads what a message is about, and the agent of that name answers it.
import { agent, InputError, Module, ModuleDict } from "msgflux";
import { scriptedModel } from "msgflux/testing";

const model = process.env["MSGFLUX_MODEL"];
const desk = (name: string, reply: string) => agent(`Handle ${name} queries.`, { name, model: model ?? scriptedModel([reply]) });

class Router extends Module {
  readonly classifier = agent("Classify the intent of the message.", {
    name: "classifier",
    model: model ?? "demo/any",
    signature: "text: string -> intent: 'billing' | 'technical' | 'general'",
  });
  readonly agents = new ModuleDict({
    billing: desk("billing", "You can change your payment method under Account."),
    technical: desk("technical", "Please send us the log."),
    general: desk("general", "We are open from 9 to 5."),
  });

  async forward(message: string): Promise<string> {
    const { intent } = await this.classifier({ text: message });
    return this.agents(intent, message);
  }
}

const router = new Router();
console.log(await router("I need to update my payment method"));
console.log(await router("The app crashes with an error when I log in"));
console.log(await router("What are your opening hours?"));

// Every part has a path; a wrong one is answered with what there is instead.
try {
  router.getModule("agents.biling");
} catch (error) {
  if (error instanceof InputError) console.log(error.message);
}
console.log(String(router));

// Output:
// You can change your payment method under Account.
// Please send us the log.
// We are open from 9 to 5.
// There is no module "agents.biling": "ModuleDict" has no child "biling". Its children: "billing", "technical", "general". Did you mean "billing"?
// Router(
//   (classifier): Agent "classifier"()
//   (agents): ModuleDict(
//     (billing): Agent "billing"()
//     (technical): Agent "technical"()
//     (general): Agent "general"()
//   )
// )
