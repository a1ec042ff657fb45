/**
 * Part of the SDK that needs Node.js: salts in a file.
 *
 * @packageDocumentation
 */
export { type FileSaltStoreOptions, fileSaltStore } from './salts.js'
