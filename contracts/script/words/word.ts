/** What a schema of packed words is made of. Widths stand here and nowhere else. */

export interface Field {
  name: string
  bits: number
  /** Meaning and unit, as the struct's comment says them. */
  note: string
  /**
   * `uint` is the default. An `address` has 160 bits, a `bool` one. A `float` is stored as `mantissa` significant bits and an exponent in the
   * bits that remain, rounded down. What is `set` is one bit that is always 1.
   */
  kind?: 'uint' | 'address' | 'bool' | 'float' | 'set'
  /** Significant bits of a `float`. */
  mantissa?: number
  /** Widest value of a `float`, bits. */
  widest?: number
  /** What is stored, where it is not the field alone. */
  stored?: string
  /** Whether the SDK reads it alone. */
  sdk?: boolean
  /** Functions on the whole word: `get` reads this field, `add` and `take` change it. */
  get?: string
  add?: string
  take?: string
}

export interface Struct {
  name: string
  /** The struct's `@notice`. */
  notice: string
  /** One list of fields for each stored word, from the low end. */
  words: Field[][]
  /** Fields of the struct that are not stored. */
  derived?: Pick<Field, 'name' | 'note'>[]
  /** Whether it is also filled in place: `load`. */
  inPlace?: boolean
  /** Whether the SDK reads it. */
  sdk?: boolean
}

/** A row of a contract's storage table: a struct's words, or `text`. */
export interface Row {
  /** None of what is not in storage. */
  slot?: string
  key: string
  struct?: string
  text?: string
  /** Whether the SDK reads the slot itself, which no view shows. */
  sdk?: boolean
}

export interface Room {
  /** Folder in contracts/src. */
  folder: string
  /** Name of the file with the structs. */
  file: string
  /** The library that packs them, and its file. */
  library: string
  title: string
  /** Lines of comment above the structs. */
  about: string[]
  structs: Struct[]
  /** Marker of the storage table in SPEC.md. */
  table: string
  rows: Row[]
}

/** Places of a word's fields from its low end, in bits. */
export function placesOf(fields: Field[]): { field: Field; shift: number; last: boolean }[] {
  let shift = 0
  return fields.map((field, i) => {
    const place = { field, shift, last: i === fields.length - 1 }
    shift += field.bits
    if (shift > 256) throw new Error(`A word with ${field.name} is ${shift} bits long.`)
    return place
  })
}

export const uint = (name: string, bits: number, note = '', more: Partial<Field> = {}): Field => ({
  name,
  bits,
  note,
  ...more,
})

export const address = (name: string, note: string, more: Partial<Field> = {}): Field => ({
  name,
  bits: 160,
  note,
  kind: 'address',
  ...more,
})

export const bool = (name: string, note: string): Field => ({ name, bits: 1, note, kind: 'bool' })
