import { InputError } from "../core/errors.ts";

/** A template needs a variable that nobody supplied. Its message names variables, so it is for the caller and never for a model. */
export class MissingVariableError extends InputError {}
