import type { Hex } from 'viem'

/** Widths in bits of the fields of a storage word, from its low end. */
export type WordLayout<name extends string> = { readonly [field in name]: number }

/** The fields of a word, of these widths. */
export function fields(word: bigint, ...widths: number[]): bigint[] {
  return widths.map((width) => {
    const field = BigInt.asUintN(width, word)
    word >>= BigInt(width)
    return field
  })
}

/** One field of a word, by its place from the low end and its width. */
export const readField = (word: Hex, [shift, width]: readonly [bigint, number]): bigint =>
  BigInt.asUintN(width, BigInt(word) >> shift)

/** The fields of a word, by their names. */
export function readWord<name extends string>(
  word: bigint,
  layout: WordLayout<name>,
): { [field in name]: bigint } {
  const values = fields(word, ...Object.values<number>(layout))
  return Object.fromEntries(Object.keys(layout).map((name, i) => [name, values[i]])) as {
    [field in name]: bigint
  }
}
