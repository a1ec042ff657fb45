import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** What is loaded before the first view shows, kB after gzip. */
export interface Weight {
  /** Scripts and styles of the page. */
  page: number
  /** The chunk of wagmi and viem. */
  wallet: number
}

/** Weighs what the page's HTML itself asks for; the rest comes with the views that need it. */
export function weigh(folder: string): Weight {
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  const files = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(
    ([, path]) => path as string,
  )
  const sizeOf = (path: string) => gzipSync(readFileSync(join(folder, path))).length / 1000
  const sum = (paths: string[]) => paths.reduce((total, path) => total + sizeOf(path), 0)
  const isWallet = (path: string) => path.includes('/wallet-')
  return {
    page: sum(files.filter((path) => !isWallet(path))),
    wallet: sum(files.filter(isWallet)),
  }
}
