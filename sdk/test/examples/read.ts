import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** A block of TypeScript that is there to be read. */
export interface Example {
  /** File, below the repository's folder, and the line of its first line. */
  file: string
  line: number
  /** What is documented by it: an export's name, or the heading that the block stands under; with a number if there are several. */
  about: string
  code: string
  /** Whether it has elements of React in it. */
  isPage: boolean
}

const below = (folder: string, ending: string) =>
  readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending) && !file.includes('node_modules'))
    .map((file) => `${folder}/${file}`)
    .sort()

const lineAt = (text: string, index: number) => text.slice(0, index).split('\n').length

/** The blocks of a page, each under its heading. */
function ofPage(file: string): Example[] {
  const text = readFileSync(`${ROOT}/${file}`, 'utf8')
  return [...text.matchAll(/^```ts(x?)\n(.*?)^```/gms)].map(({ 1: x, 2: code = '', index }) => ({
    ...{ file, line: lineAt(text, index) + 1, code, isPage: x === 'x' },
    about:
      text
        .slice(0, index)
        .match(/^#+ .*$/gm)
        ?.at(-1)
        ?.replace(/^#+ /, '') ?? '',
  }))
}

/** The examples of a source's comments, each about the export after its comment. */
function ofSource(file: string): Example[] {
  const text = readFileSync(`${ROOT}/${file}`, 'utf8')
  return [...text.matchAll(/@example\n \* ```ts(x?)\n(.*?) \* ```/gs)].map(
    ({ 1: x, 2: code = '', index }) => ({
      ...{ file, line: lineAt(text, index) + 2, code: code.replace(/^ \* ?/gm, ''), isPage: x === 'x' },
      about: /\*\/\s*export (?:async )?(?:const|function|class) (\w+)/.exec(text.slice(index))?.[1] ?? '',
    }),
  )
}

/** Tells the examples of a file that are about the same apart. */
const numbered = (examples: Example[]) =>
  examples.map((example, i) => {
    const same = examples.filter(({ about }) => about === example.about)
    const number = same.indexOf(examples[i] as Example) + 1
    return same.length > 1 ? { ...example, about: `${example.about} ${number}` } : example
  })

/** Every example of the pages and of the public TSDoc. */
export function readExamples(): Example[] {
  const pages = ['README.md', 'sdk/README.md', ...below('docs', '.md'), ...below('examples', '.md')]
  return [...pages.map(ofPage), ...below('sdk/src', '.ts').map(ofSource)].flatMap(numbered)
}

/** How many examples the sources' comments announce, counted in another way: none may be overlooked. */
export const announced = (): number =>
  below('sdk/src', '.ts').reduce(
    (sum, file) => sum + readFileSync(`${ROOT}/${file}`, 'utf8').split('@example').length - 1,
    0,
  )
