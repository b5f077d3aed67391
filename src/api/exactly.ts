import type { GenericSchema, InferOutput } from 'valibot';

/**
 * The schema as it is. tsc fails where what it takes is not exactly T: a command, a field or a
 * text that only one of the two has. Bounds aside, which types do not tell.
 */
export function exactly<T>() {
  return <Schema extends GenericSchema<unknown, T>>(
    schema: Schema &
      (IsSame<Frozen<InferOutput<Schema>>, Frozen<T>> extends true ? unknown : never),
  ): Schema => schema;
}

/** As types are the same to tsc itself; to be assignable both ways, a field too few would do. */
type IsSame<A, B> =
  (<Any>() => Any extends A ? 1 : 2) extends <Any>() => Any extends B ? 1 : 2
    ? true
    : false;

type Frozen<T> = T extends readonly (infer Element)[]
  ? readonly Frozen<Element>[]
  : T extends object
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T;
