export { chooseModel, type ChosenModel } from "./choose-model.ts";
export { printRun, type LineSink } from "./print-run.ts";
