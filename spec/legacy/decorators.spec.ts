import { decoratorContract } from "../support/decorator-contract.ts";
import * as annotated from "./annotated-classes.ts";

decoratorContract("legacy", annotated);
