/** Any function or method. */
// `any`, because only it is both a parameter and a result of everything; `unknown` would refuse every typed method.
export type AnyFunction = (this: any, ...args: any[]) => any;

/** Any function or method that gives a promise. */
export type AsyncFunction = (this: any, ...args: any[]) => Promise<any>;

/** Any class, abstract ones included. */
export type AnyClass = abstract new (...args: any[]) => any;

/**
 * A decorator of methods and plain functions, in both dialects. `F` says what may be decorated: its parameters and result are
 * checked against the method's. The order of the overloads is deliberate: the compiler reports the last one that fits in
 * number of arguments, and the legacy one explains a wrong parameter; `context?: never` keeps standard getters out of the second.
 */
export interface FnDecorator<F extends AnyFunction = AnyFunction> {
  <This, V extends F>(value: V, context: ClassMethodDecoratorContext<This, V>): void;
  <V extends F>(fn: V, context?: never): V;
  <V extends F>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<V>): void;
  /** For the compiler only: what may be decorated. */
  readonly "~decorates"?: F;
}

/**
 * A decorator of methods and plain functions as `F` says and of classes as `K` says, in both dialects; called on one, it gives it
 * back. Functions and classes stand in one overload, so that the compiler explains a mistake by the half that was meant.
 */
export interface MemberOrClassDecorator<F extends AnyFunction = AnyFunction, K extends AnyClass = AnyClass> {
  <This, V extends F>(value: V, context: ClassMethodDecoratorContext<This, V>): void;
  <C extends K>(value: C, context: ClassDecoratorContext<C>): void;
  <V extends F | K>(value: V, context?: never): V;
  <V extends F>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<V>): void;
  /** For the compiler only: what may be decorated. */
  readonly "~decorates"?: F;
}

/** The mark `returnDirect` leaves on a function's type: its result may end a run. Exists for the compiler only. */
export interface Direct {
  readonly "~direct"?: true;
}
