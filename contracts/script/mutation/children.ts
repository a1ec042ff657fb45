/** Programs that a mutation run starts, and that end with it. */
import { spawn } from 'node:child_process'

const all = new AbortController()

/** Ends all that runs. */
export const stopAll = () => all.abort()

interface Options {
  cwd?: string
  env?: NodeJS.ProcessEnv
  /** For its standard input. */
  input?: string
  /** Seconds after which it is ended. */
  limit?: number
}

export interface Ended {
  code: number
  output: string
  errors: string
  timedOut: boolean
}

/** Runs a program to its end. */
export function runChild(command: string, args: string[], options: Options = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      signal: all.signal,
      killSignal: 'SIGKILL',
    })
    let timedOut = false
    const timer =
      options.limit &&
      setTimeout(() => {
        timedOut = child.kill('SIGKILL')
      }, options.limit * 1000)
    const texts = { output: '', errors: '' }
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      texts.output += chunk
    })
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      texts.errors += chunk
    })
    child.on('error', (error) =>
      reject(
        new Error(all.signal.aborted ? 'Stopped.' : `${command} could not be started: ${error.message}.`),
      ),
    )
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ code: code ?? 1, ...texts, timedOut })
    })
    // Whoever ends before it has read everything says why by itself.
    child.stdin.on('error', () => {})
    child.stdin.end(options.input)
  })
}
