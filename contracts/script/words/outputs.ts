import { type Field, placesOf, type Room, type Struct } from './word.ts'

const byName = (room: Room, name: string): Struct => {
  const struct = room.structs.find((one) => one.name === name)
  if (!struct) throw new Error(`${room.table}: there is no struct ${name}.`)
  return struct
}

/** A room's storage table, as SPEC.md has it. */
export function storageTable(room: Room): string {
  const cell = (fields: Field[]) =>
    fields.map(({ name, bits, kind }) => (kind === 'set' ? 'always set 1' : `${name} ${bits}`)).join(' · ')
  const rows = room.rows.map(({ slot, key, struct, text }) => {
    const words = struct ? byName(room, struct).words.map(cell).join('; ') : ''
    const place = struct ? `${key} \`${struct}\`` : key
    const cells = [place, [words, text].filter(Boolean).join('. ')]
    return `| ${(slot ? [slot, ...cells] : cells).join(' | ')} |`
  })
  const head = room.rows.some(({ slot }) => slot)
    ? ['| slot | word | fields |', '|---:|---|---|']
    : ['| word | fields |', '|---|---|']
  return [...head, ...rows].join('\n')
}

/** Kinds of fields in the tests' list: its first byte is the width, its second the kind. */
const KIND = { uint: '00', bool: '01', float: '02', set: '03', address: '05' } as const
const NEXT_WORD = 'ffff'

const hex = (number: number) => number.toString(16).padStart(2, '0')

/** The fields of a struct as the tests read them. The exponent of a float is a gap that they leave empty. */
function list({ words }: Struct): string {
  return words
    .map((fields) =>
      fields
        .map(({ bits, kind = 'uint', mantissa = 0 }) =>
          kind === 'float'
            ? `${hex(mantissa)}${KIND.float}${hex(bits - mantissa)}04`
            : `${hex(bits)}${KIND[kind]}`,
        )
        .join(''),
    )
    .join(NEXT_WORD)
}

/** The Solidity library through which one set of tests reaches every struct of every room. */
export function testKinds(rooms: Room[]): string {
  const kinds = rooms.flatMap((room) => room.structs.map((struct) => ({ room, struct })))
  const packOf = ({ room, struct }: (typeof kinds)[number]) => {
    const decoded = `abi.decode(fields, (${struct.name}))`
    if (struct.words.length === 1) return [`w[0] = ${room.library}.pack(${decoded});`]
    return [
      `${struct.name} memory x = ${decoded};`,
      `w[0] = ${room.library}.pack(x);`,
      `uint256[${struct.words.length - 1}] memory more = ${room.library}.packMore(x);`,
      `(${struct.words
        .slice(1)
        .map((_, i) => `w[${i + 1}]`)
        .join(', ')}) = (${struct.words
        .slice(1)
        .map((_, i) => `more[${i}]`)
        .join(', ')});`,
    ]
  }
  const unpackOf = ({ room, struct }: (typeof kinds)[number]) => {
    if (struct.words.length === 1) return [`return abi.encode(${room.library}.to${struct.name}(w[0]));`]
    return [
      `${struct.name} memory x;`,
      `${room.library}.load(x, w[0]);`,
      `${room.library}.loadMore(x, [${struct.words
        .slice(1)
        .map((_, i) => `w[${i + 1}]`)
        .join(', ')}]);`,
      'return abi.encode(x);',
    ]
  }
  const branch = (kind: number, lines: string[]) =>
    `        if (kind == ${kind}) {\n${lines.map((line) => `            ${line}`).join('\n')}\n        }`
  return [
    '// SPDX-License-Identifier: MIT',
    'pragma solidity 0.8.37;',
    '',
    '// Generated from contracts/script/words by "pnpm generate". Not edited by hand.',
    '',
    ...rooms.flatMap(({ folder, file, library, structs }) => [
      `import {${library}} from "../../src/${folder}/${library}.sol";`,
      `import {${structs
        .map(({ name }) => name)
        .sort()
        .join(', ')}} from "../../src/${folder}/${file}.sol";`,
    ]),
    '',
    '/// @title Every packed struct by its number, for tests that are the same for all',
    'library PackedWords {',
    `    uint256 internal constant KINDS = ${kinds.length};`,
    '',
    '    /// @dev Two bytes a field: its width; 0 a number, 1 a flag, 2 the mantissa of a float, 4 its exponent, 3 a bit that is',
    '    /// always set, 5 an address. ffff: the next word begins.',
    '    function fieldsOf(uint256 kind) internal pure returns (bytes memory) {',
    ...kinds.map(
      ({ struct }, i) => `        if (kind == ${i}) return hex"${list(struct)}"; // ${struct.name}`,
    ),
    '        revert("no such kind");',
    '    }',
    '',
    '    /// @dev Members of the struct, with those that are not stored.',
    '    function sizeOf(uint256 kind) internal pure returns (uint256) {',
    `        return uint8(bytes(hex"${kinds
      .map(({ struct }) =>
        hex(struct.words.flat().filter(({ kind }) => kind !== 'set').length + (struct.derived?.length ?? 0)),
      )
      .join('')}")[kind]);`,
    '    }',
    '',
    '    function pack(uint256 kind, bytes memory fields) internal pure returns (uint256[4] memory w) {',
    ...kinds.map((kind, i) => branch(i, packOf(kind))),
    '    }',
    '',
    '    function unpack(uint256 kind, uint256[4] memory w) internal pure returns (bytes memory) {',
    ...kinds.map((kind, i) => branch(i, unpackOf(kind))),
    '        revert("no such kind");',
    '    }',
    '}',
    '',
  ].join('\n')
}

/** The widths and slots that the SDK reads a room's words by. */
export function typescript(room: Room): string {
  const constant = (name: string) => name.replace(/(?<=[a-z])[A-Z]/g, '_$&').toUpperCase()
  const lines = room.structs
    .filter(({ sdk }) => sdk)
    .map(({ name, notice, words }) => {
      const widths = (words[0] as Field[]).map(({ name, bits }) => `  ${name}: ${bits},`).join('\n')
      return `/** ${notice} */\nexport const ${constant(name)} = {\n${widths}\n} as const\n`
    })
  const places = room.structs.flatMap(({ name, words: [fields = []] }) =>
    placesOf(fields)
      .filter(({ field }) => field.sdk)
      .map(
        ({ field, shift }) =>
          `/** Place and width of its \`${field.name}\`. */\nexport const ${constant(name)}_${constant(field.name)} = [${shift}n, ${field.bits}] as const\n`,
      ),
  )
  const slots = room.rows
    .filter(({ sdk }) => sdk)
    .map(
      ({ slot, struct = '' }) =>
        `/** Slot of it in storage. */\nexport const ${constant(struct)}_SLOT = ${slot}n\n`,
    )
  return [
    '// Generated from contracts/script/words by "pnpm generate". Not edited by hand.',
    '',
    '// Widths in bits of the fields of packed storage words, from the low end.',
    '',
    ...lines,
    ...places,
    ...slots,
  ].join('\n')
}
