import type { ClassDecoratorOf, FnDecorator } from "../registry/decorator-types.ts";
import type { FieldSchemas, InputFields, OutputFields, SignatureOptions } from "../signature/define-signature.ts";
import type { InferInput, InferOutput, InputOf, ResultOf } from "../signature/signature-types.ts";
import type { Signature } from "../signature/signature.ts";
import type { FunctionOf, FunctionOfValue, WithContext } from "./tool-types.ts";

/** An agent as far as a signature on its class is concerned: called with the inputs, it promises the outputs. */
type SignedAgent<I, O> = (input: I, options?: any) => Promise<O>;
/** An instance that cannot be called: its class does not extend `Agent`, and gets its types where an agent is made of it. */
interface Uncalled {
  toString(): string;
  readonly apply?: never;
}

/** What a signature with these inputs and outputs asks of the class under it. */
export type SignedClass<I, O> = abstract new (...args: any[]) => SignedAgent<I, O> | Uncalled;

/** A signature made of a text. Methods come last: the compiler explains a mistake by the last overload. */
export type TextSignature<T extends string> = Signature<InputOf<T>, ResultOf<T>> &
  ClassDecoratorOf<SignedClass<InputOf<T>, ResultOf<T>>> &
  FnDecorator<FunctionOf<T>>;

/** A signature made of schemas: a method under it takes one object of the checked inputs. */
export type SchemaSignature<I extends FieldSchemas, O extends FieldSchemas> = Signature<InputFields<I>, OutputFields<O>> &
  ClassDecoratorOf<SignedClass<InputFields<I>, OutputFields<O>>> &
  FnDecorator<WithContext<[input: OutputFields<I>], OutputFields<O> | Promise<OutputFields<O>>>>;

/** A signature value as a decorator. */
export type ValueSignature<S extends Signature<any, any>> = S &
  ClassDecoratorOf<SignedClass<InferInput<S>, InferOutput<S>>> &
  FnDecorator<FunctionOfValue<S>>;

/** The type of `signature`: a text, schemas, or a signature there is. */
export interface SignatureFactory {
  <const T extends string>(text: T): TextSignature<T>;
  <S extends Signature<any, any>>(signature: S): ValueSignature<S>;
  <const I extends FieldSchemas, const O extends FieldSchemas>(options: SignatureOptions<I, O>): SchemaSignature<I, O>;
}
