export { chooseModel, type ChosenModel } from "./choose-model.ts";
export { printRun, type PrintOptions, type PrintSink } from "./print-run.ts";
export type { TokenPrices } from "./view-text.ts";
