import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, preview } from 'vite'
import { type ExampleChain, startChain } from '../script/chain.js'

/** A chain, and the page as it is built for it. */
export interface Site extends ExampleChain {
  url: string
  /** Folder of the built page. */
  folder: string
  /** Ends both, and leaves nothing. */
  stop(): Promise<void>
}

/** Builds the page for a chain of its own, and serves it. */
export async function startSite(): Promise<Site> {
  const example = await startChain()
  const root = fileURLToPath(new URL('..', import.meta.url))
  const outDir = fileURLToPath(new URL(`../dist/e2e-${process.pid}`, import.meta.url))
  try {
    Object.assign(process.env, example.env)
    await build({ root, logLevel: 'warn', build: { outDir, emptyOutDir: true } })
    const server = await preview({ root, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } })
    const address = server.httpServer.address()
    if (address === null || typeof address === 'string') throw new Error('The page is not served.')
    return {
      ...example,
      folder: outDir,
      url: `http://127.0.0.1:${address.port}`,
      async stop() {
        await server.close()
        await example.kit.stop()
        rmSync(outDir, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await example.kit.stop()
    throw error
  }
}
