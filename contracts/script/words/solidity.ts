import { type Field, placesOf, type Room, type Struct } from './word.ts'

const WIDTH = 120

/** Breaks `text` into lines of comment. */
function wrap(text: string, first: string, next = first): string[] {
  const lines = [first]
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1] as string
    if (`${line} ${word}`.length <= WIDTH || line === next) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(`${next} ${word}`)
  }
  return lines
}

/** Type of a member in a struct, which holds full integers. */
const typeOf = (kind: Field['kind']): string => (kind === 'bool' || kind === 'address' ? kind : 'uint256')

function structOf({ name, notice, words, derived = [] }: Struct): string {
  const member = (type: string, field: string, note: string) =>
    wrap(note, `    ${type} ${field}; //`, '    //')
      .join('\n')
      .replace(/ \/\/ ?$/, '')
  const stored = words
    .flat()
    .filter(({ kind }) => kind !== 'set')
    .map(({ name, bits, note, kind }) => member(typeOf(kind), name, note ? `${bits}: ${note}` : `${bits}`))
  const more = derived.map(({ name, note }) => member('uint256', name, `not stored: ${note}`))
  return [...wrap(notice, '/// @notice', '///'), `struct ${name} {`, ...stored, ...more, '}'].join('\n')
}

/** A cast to `uint104` would do the same; forge's linter takes every one for a mistake. */
const mask = (bits: number): string =>
  bits > 64 ? `type(uint${bits}).max` : `0x${((1n << BigInt(bits)) - 1n).toString(16)}`

/** A field as it is read from the word `w`. Nothing lies above the last one. */
function read({ field, shift, last }: ReturnType<typeof placesOf>[number]): string {
  const shifted = shift === 0 ? 'w' : `w >> ${shift}`
  if (field.kind === 'float') {
    const exponent = `${shift + (field.mantissa ?? 0)}`
    return `(${shifted} & ${mask(field.mantissa ?? 0)}) << (w >> ${exponent} & ${mask(field.bits - (field.mantissa ?? 0))})`
  }
  if (field.kind === 'address') return `address(uint160(${shifted}))`
  if (field.kind === 'bool') return last ? `${shifted} == 1` : `${shifted} & 1 == 1`
  if (last) return shifted
  return `${shifted} & ${mask(field.bits)}`
}

/** What the linter is told where an address is cut out of a word. */
const cast = ({ kind }: Field): string[] =>
  kind === 'address'
    ? ['        // forge-lint: disable-next-line(unsafe-typecast) -- cuts the field out']
    : []

const value = (field: Field): string =>
  field.stored?.replace(/\b(\w+)\b/g, 'x.$1') ?? (field.kind === 'set' ? field.name : `x.${field.name}`)

/** The bits of a field at its place. */
function write({ field, shift }: ReturnType<typeof placesOf>[number]): string {
  if (field.kind === 'set') return field.name
  if (field.kind === 'float') {
    if (shift !== 0) throw new Error(`${field.name}: a float is the first field of its word.`)
    return `x.${field.name} >> exponent | exponent << ${field.mantissa}`
  }
  const bits =
    field.kind === 'bool'
      ? `_bit(${value(field)})`
      : field.kind === 'address'
        ? `uint256(uint160(${value(field)}))`
        : value(field)
  const whole = field.stored ? field.name : bits
  return shift === 0 ? whole : `${whole} << ${shift}`
}

/** What sticks out of the fields of a word. */
const over = (fields: Field[]): string =>
  fields
    .filter(({ kind }) => kind === undefined || kind === 'uint' || kind === 'float')
    .map((field) => `${field.stored ? field.name : value(field)} >> ${field.widest ?? field.bits}`)
    .join(' | ')

function body(fields: Field[]): string[] {
  return placesOf(fields)
    .filter(({ field }) => field.kind !== 'set')
    .flatMap((place) => [...cast(place.field), `        x.${place.field.name} = ${read(place)};`])
}

/** What `pack` computes before it puts a word together. */
function prologue(fields: Field[]): string[] {
  return fields.flatMap((field) => {
    if (field.kind === 'float') return [`        uint256 exponent = _exponentOf(x.${field.name});`]
    return field.stored ? [`        uint256 ${field.name} = ${value(field)};`] : []
  })
}

function firstWord({ name, words, inPlace }: Struct): string[] {
  const [fields] = words as [Field[]]
  const lines: string[] = []
  if (inPlace && words.length === 1) {
    lines.push(
      `    function to${name}(uint256 w) internal pure returns (${name} memory x) {`,
      '        load(x, w);',
      '    }',
      '',
    )
  }
  lines.push(
    inPlace
      ? `    function load(${name} memory x, uint256 w) internal pure {`
      : `    function to${name}(uint256 w) internal pure returns (${name} memory x) {`,
    ...body(fields),
    '    }',
    '',
    `    function pack(${name} memory x) internal pure returns (uint256) {`,
    ...prologue(fields),
    `        _fits(${over(fields)});`,
    `        return ${placesOf(fields).map(write).join(' | ')};`,
    '    }',
  )
  return lines
}

function furtherWords({ name, words }: Struct): string[] {
  const further = words.slice(1)
  if (further.length === 0) return []
  const load = further.flatMap((fields, i) => body(fields).map((line) => line.replace(/\bw\b/g, `w[${i}]`)))
  const pack = further.map((fields, i) => `        w[${i}] = ${placesOf(fields).map(write).join(' | ')};`)
  return [
    '',
    `    /// @dev The words of a \`${name}\` behind its first.`,
    `    function loadMore(${name} memory x, uint256[${further.length}] memory w) internal pure {`,
    ...load,
    '    }',
    '',
    `    function packMore(${name} memory x) internal pure returns (uint256[${further.length}] memory w) {`,
    `        _fits(${over(further.flat())});`,
    ...pack,
    '    }',
  ]
}

function functionsOfFields({ name, words }: Struct): string[] {
  return placesOf(words[0] as Field[]).flatMap((place) => {
    const { field, shift } = place
    const lines: string[] = []
    if (field.get) {
      lines.push(
        '',
        `    function ${field.get}(uint256 w) internal pure returns (${typeOf(field.kind)}) {`,
        ...cast(field),
        `        return ${read(place)};`,
        '    }',
      )
    }
    const amount = shift === 0 ? 'amount' : `(amount << ${shift})`
    if (field.add) {
      lines.push(
        '',
        `    /// @dev ${name}'s word with more in \`${field.name}\`.`,
        `    function ${field.add}(uint256 w, uint256 amount) internal pure returns (uint256) {`,
        `        uint256 sum = ${field.get}(w) + amount;`,
        `        _fits(sum >> ${field.bits});`,
        '        // Neither wraps nor carries: what is added fits the field.',
        '        unchecked {',
        `            return w + ${amount};`,
        '        }',
        '    }',
      )
    }
    if (field.take) {
      lines.push(
        '',
        '    /// @dev The same with less; reverts where there is not as much.',
        `    function ${field.take}(uint256 w, uint256 amount) internal pure returns (uint256) {`,
        `        _fits(amount > ${field.get}(w) ? 1 : 0);`,
        '        unchecked {',
        `            return w - ${amount};`,
        '        }',
        '    }',
      )
    }
    return lines
  })
}

function floats(room: Room): string[] {
  const field = room.structs.flatMap(({ words }) => words.flat()).find(({ kind }) => kind === 'float')
  if (!field?.mantissa) return []
  const name = `round${(field.name[0] as string).toUpperCase()}${field.name.slice(1)}`
  return [
    '',
    `    /// @notice ${field.name} as a word can hold them: rounded down to ${field.mantissa} significant bits.`,
    `    function ${name}(uint256 ${field.name}) internal pure returns (uint256) {`,
    `        uint256 exponent = _exponentOf(${field.name});`,
    `        return ${field.name} >> exponent << exponent;`,
    '    }',
    '',
    `    function _exponentOf(uint256 ${field.name}) private pure returns (uint256) {`,
    `        return ${field.name} >> ${field.mantissa} == 0 ? 0 : FixedPointMathLib.log2(${field.name}) - ${field.mantissa - 1};`,
    '    }',
  ]
}

const HEAD = [
  '// SPDX-License-Identifier: MIT',
  'pragma solidity ^0.8.27;',
  '',
  '// Generated from contracts/script/words by "pnpm generate". Not edited by hand.',
  '',
]

/** The Solidity file of a room's structs. */
export function structs(room: Room): string {
  return [
    ...HEAD,
    '// Each struct is one storage word, or as many as it says. Fields lie from the low end in the order in which they stand;',
    '// the number beside a field is its width in bits.',
    ...room.about.map((line) => `// ${line}`.trim()),
    '',
    room.structs.map(structOf).join('\n\n'),
    '',
  ].join('\n')
}

/** The library that packs a room's structs. */
export function library(room: Room): string {
  const fields = room.structs.flatMap(({ words }) => words.flat())
  const math = fields.some(({ kind }) => kind === 'float')
  const set = room.structs.flatMap(({ words }) =>
    placesOf(words[0] as Field[]).filter(({ field }) => field.kind === 'set'),
  )
  const bools = fields.some(({ kind }) => kind === 'bool')
  return [
    ...HEAD,
    ...(math ? ['import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";', ''] : []),
    `import {Errors} from "${room.folder === 'common' ? '.' : '../common'}/Errors.sol";`,
    `import {${room.structs
      .map(({ name }) => name)
      .sort()
      .join(', ')}} from "./${room.file}.sol";`,
    '',
    `/// @title ${room.title}`,
    '/// @dev A word is read once, changed in memory as full integers and written once. A value that does not fit its field',
    '/// reverts with `ValueOutOfRange("width")`: nothing is ever cut off. `load` fills a struct that is there already, part of a',
    '/// larger one for example: `to…` would make a second and leave the first behind.',
    `library ${room.library} {`,
    ...set.flatMap(({ field, shift }) => [
      ...wrap(`${(field.note[0] as string).toUpperCase()}${field.note.slice(1)}.`, '    /// @dev', '    ///'),
      `    uint256 internal constant ${field.name} = 1 << ${shift};`,
      '',
    ]),
    '    /// @dev `over` collects what sticks out of every field: one check for the whole word.',
    '    function _fits(uint256 over) private pure {',
    '        require(over == 0, Errors.ValueOutOfRange("width"));',
    '    }',
    ...(bools
      ? [
          '',
          '    function _bit(bool set) private pure returns (uint256) {',
          '        return set ? 1 : 0;',
          '    }',
        ]
      : []),
    ...room.structs.flatMap((struct) => [
      '',
      ...firstWord(struct),
      ...furtherWords(struct),
      ...functionsOfFields(struct),
    ]),
    ...floats(room),
    '}',
    '',
  ].join('\n')
}
