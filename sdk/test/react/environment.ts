import { builtinEnvironments, type Environment } from 'vitest/runtime'

/** A page in Node.js: modules are those of Node.js, and find the files of the repository. */
export default { ...builtinEnvironments.jsdom, name: 'page', viteEnvironment: 'ssr' } satisfies Environment
