import type { MemberOrClassDecorator } from "../registry/decorator-types.ts";
import type { FieldSchemas, InputFields, OutputFields, SignatureOptions } from "../signature/define-signature.ts";
import type { InferInput, InferOutput, InputOf, Readable, ResultOf } from "../signature/signature-types.ts";
import type { Signature } from "../signature/signature.ts";
import type { FunctionOf, FunctionOfValue, WithContext } from "./tool-types.ts";

/**
 * An agent as far as a signature on its class is concerned: of the inputs, it makes a promise of the outputs. Asked of `forward`, because
 * the compiler compares less of a call that has several forms; a property, because it compares less of methods, too.
 */
interface SignedAgent<I, O> {
  readonly forward: (input: I, options?: any) => Promise<O>;
}
/** An instance that cannot be called: its class does not extend `Agent`, and gets its types where an agent is made of it. */
interface Uncalled {
  toString(): string;
  readonly apply?: never;
}

/** What a signature with these inputs and outputs asks of the class under it. */
export type SignedClass<I, O> = abstract new (...args: any[]) => SignedAgent<I, O> | Uncalled;

/** A signature made of a text. */
export type TextSignature<T extends string> = Signature<InputOf<T>, ResultOf<T>> &
  MemberOrClassDecorator<FunctionOf<T>, SignedClass<InputOf<T>, ResultOf<T>>>;

/** A signature made of schemas: a method under it takes one object of the checked inputs. */
export type SchemaSignature<I extends FieldSchemas, O extends FieldSchemas> = Signature<InputFields<I>, OutputFields<O>> &
  MemberOrClassDecorator<
    WithContext<[input: OutputFields<I>], OutputFields<O> | Promise<OutputFields<O>>>,
    SignedClass<InputFields<I>, OutputFields<O>>
  >;

/** A signature value as a decorator. */
export type ValueSignature<S extends Signature<any, any>> = S &
  MemberOrClassDecorator<FunctionOfValue<S>, SignedClass<InferInput<S>, InferOutput<S>>>;

/** What `signature` makes of a text, or where there is none, of schemas. */
export type MadeSignature<T extends string, I extends FieldSchemas, O extends FieldSchemas> = [I] extends [never]
  ? TextSignature<T>
  : SchemaSignature<I, O>;

/** The type of `signature`: a signature there is, a text, or schemas. The last two in one, so that the compiler explains a mistake in either. */
export interface SignatureFactory {
  <S extends Signature<any, any>>(signature: S): ValueSignature<S>;
  <const T extends string, const I extends FieldSchemas = never, const O extends FieldSchemas = never>(
    given: Readable<T> | SignatureOptions<I, O>,
  ): MadeSignature<T, I, O>;
}
