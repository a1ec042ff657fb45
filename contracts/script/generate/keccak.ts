/**
 * Writes out the permutation of Keccak as TypeScript, without loops over lanes: compilers keep the 50 halves of its state
 * in registers and on the stack, which is several times as fast as an array.
 */
const ROTATIONS = rotations()

/** Rotation of each lane, at x + 5 y: triangular numbers along the path of the step π. */
function rotations(): number[] {
  const result = new Array<number>(25).fill(0)
  let [x, y] = [1, 0]
  for (let t = 0; t < 24; t++) {
    result[x + 5 * y] = (((t + 1) * (t + 2)) / 2) % 64
    ;[x, y] = [y, (2 * x + 3 * y) % 5]
  }
  return result
}

/** Constants of the 24 rounds, low half and high half in turn: bits of a shift register. */
function roundConstants(): number[] {
  const halves: number[] = []
  let register = 1
  for (let round = 0; round < 24; round++) {
    let constant = 0n
    for (let bit = 0; bit < 7; bit++) {
      if (register & 1) constant |= 1n << ((1n << BigInt(bit)) - 1n)
      register = register & 0x80 ? (register << 1) ^ 0x171 : register << 1
    }
    halves.push(Number(BigInt.asIntN(32, constant)), Number(BigInt.asIntN(32, constant >> 32n)))
  }
  return halves
}

/** Halves of a rotated lane as expressions. */
function rotated([low, high]: [string, string], count: number): [string, string] {
  if (count === 0) return [low, high]
  const [a, b] = count < 32 ? [low, high] : [high, low]
  const by = count % 32
  if (by === 0) return [a, b]
  return [`(${a} << ${by}) | (${b} >>> ${32 - by})`, `(${b} << ${by}) | (${a} >>> ${32 - by})`]
}

const FIVE = [0, 1, 2, 3, 4]
const HALVES = ['l', 'h'] as const

/** The lines of one round, on the variables `a<lane><half>`. */
function round(): string[] {
  const lines: string[] = []
  for (const x of FIVE)
    for (const half of HALVES)
      lines.push(`const c${x}${half} = ${FIVE.map((y) => `a${x + 5 * y}${half}`).join(' ^ ')}`)
  for (const x of FIVE) {
    const next = (x + 1) % 5
    const turned = rotated([`c${next}l`, `c${next}h`], 1)
    for (const [i, half] of HALVES.entries())
      lines.push(`const d${x}${half} = c${(x + 4) % 5}${half} ^ (${turned[i]})`)
  }
  for (const lane of new Array(25).keys()) {
    const [x, y] = [lane % 5, Math.floor(lane / 5)]
    const target = y + 5 * ((2 * x + 3 * y) % 5)
    for (const half of HALVES) lines.push(`a${lane}${half} ^= d${x}${half}`)
    const turned = rotated([`a${lane}l`, `a${lane}h`], ROTATIONS[lane] as number)
    for (const [i, half] of HALVES.entries()) lines.push(`const b${target}${half} = ${turned[i]}`)
  }
  for (const lane of new Array(25).keys()) {
    const [x, row] = [lane % 5, lane - (lane % 5)]
    for (const half of HALVES) {
      const [one, two] = [1, 2].map((step) => `b${row + ((x + step) % 5)}${half}`)
      lines.push(`a${lane}${half} = b${lane}${half} ^ (~${one} & ${two})`)
    }
  }
  return lines
}

/** The module. */
export function keccakModule(): string[] {
  const names = [...new Array(25).keys()].flatMap((lane) => HALVES.map((half) => `a${lane}${half}`))
  return [
    `const CONSTANTS = [\n  ${roundConstants().join(', ')},\n]`,
    `/** Keccak-f[1600] on 25 lanes, of each the low half first. */
export function permute(state: Int32Array): void {
${names.map((name, i) => `  let ${name} = state[${i}] as number`).join('\n')}
  for (let i = 0; i < 48; i += 2) {
${round()
  .map((line) => `    ${line}`)
  .join('\n')}
    a0l ^= CONSTANTS[i] as number
    a0h ^= CONSTANTS[i + 1] as number
  }
${names.map((name, i) => `  state[${i}] = ${name}`).join('\n')}
}`,
  ]
}
