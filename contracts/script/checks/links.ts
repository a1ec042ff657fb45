/**
 * Fails where a link of a page that a registry shows would lead nowhere: it is of the web, or to a file of the package. A link
 * to this repository names a file that is there.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { main, ROOT } from '../lib.ts'

const PACKAGES = ['contracts', 'sdk']
const REPOSITORY = 'https://github.com/breakwater-cover/breakwater/'

/** What is wrong with a link on the page of a package. */
function faultOf(folder: string, files: string[], target: string): string | undefined {
  if (target.startsWith(REPOSITORY)) {
    const [path = ''] = target
      .slice(REPOSITORY.length)
      .replace(/^(blob|tree)\/main\//, '')
      .split('#')
    return existsSync(join(ROOT, path)) ? undefined : `the repository has no ${path}`
  }
  if (/^(https:|#)/.test(target)) return undefined
  const [path = ''] = target.split('#')
  if (!files.some((file) => path === file || path.startsWith(`${file}/`)))
    return 'it is not a file of the package, as `files` has it'
  return existsSync(join(ROOT, folder, path)) ? undefined : 'there is no such file'
}

main(import.meta.url, async () => {
  let faults = 0
  for (const folder of PACKAGES) {
    const { files } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'))
    const page = readFileSync(join(ROOT, folder, 'README.md'), 'utf8')
    for (const [, target = ''] of page.matchAll(/\]\(([^)\s]+)\)/g)) {
      const fault = faultOf(folder, files, target)
      if (fault) console.error(`${folder}/README.md: ${target}: ${fault}.`)
      faults += fault ? 1 : 0
    }
  }
  return faults ? 1 : 0
})
