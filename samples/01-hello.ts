// The smallest agent: a function that answers. Set MSGFLUX_MODEL to try a real model, for example openai/gpt-4.1-mini.
import { agent } from "msgflux";

const assistant = agent("You are a helpful assistant.", { model: process.env["MSGFLUX_MODEL"] ?? "demo/any" });

const answer = await assistant("Say hello to the readers of this sample.");
console.log(answer);

// Output:
// This is the demo model: no language model, only a stand-in that matches words. It saw "Say hello to the readers of this sample.".
