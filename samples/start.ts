// What `npm start` runs: the banking sample on a real model if there is a key, else on the demo. `npm start -- openai/gpt-4.1-mini "..."` names one, `npm start -- --json` writes events as JSON.
import { chooseModel, printRun } from "msgflux/cli";
import { Bank, BankAgent } from "./bank.ts";

const [, , ...args] = process.argv;
const { model, reason } = chooseModel(args);
const task = args.filter((arg) => !arg.startsWith("-"))[1] ?? "What is my balance? Then transfer $50 to Bob.";

const json = args.includes("--json");
if (!json) console.log(`model: ${model} (${reason})\ntask:  ${task}\n`);
const clerk = new BankAgent(new Bank(), model);
await printRun(clerk.stream(task, { vars: { customerName: "Alice", customerId: "C-1234" } }), json ? { as: "json" } : {});
