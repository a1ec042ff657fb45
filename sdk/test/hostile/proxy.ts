import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Hex } from 'viem'

/** One request of a client. */
interface Asked {
  method: string
  params: readonly unknown[]
}

/** What a node answers: a result, an error, or anything else that can come over a socket. */
export type Answer =
  | { result: unknown }
  | { error: { code: number; message: string; data?: unknown } }
  | { body: string; status?: number }
  /** Nothing, with the connection left open. */
  | 'silence'
  /** Nothing, with the connection closed. */
  | 'hangUp'
  /** The head of an answer, and half of its body. */
  | 'half'

/** Answers in place of the node, which `ask` asks; `undefined` for what the node says. */
export type Lie = (
  asked: Asked,
  ask: () => Promise<Answer>,
) => Answer | undefined | Promise<Answer | undefined>

/** A node between a client and a chain, which can lie. */
export interface ProxyNode {
  url: string
  /** Lies from now on; tells the truth without one. */
  tell(lie?: Lie): void
  /** What it was asked since it was last told to lie. */
  asked: Asked[]
  stop(): Promise<void>
}

/** Starts a node that passes on what it is asked to the chain, unless it is told to lie. */
export async function startProxy(chainUrl: string): Promise<ProxyNode> {
  let lie: Lie | undefined
  const asked: Asked[] = []
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const { id, method, params = [] } = JSON.parse(await bodyOf(request))
    const ask = async () => {
      const body = JSON.stringify({ jsonrpc: '2.0', id, method, params })
      const headers = { 'content-type': 'application/json' }
      return (await (await fetch(chainUrl, { method: 'POST', headers, body })).json()) as Answer
    }
    asked.push({ method, params })
    const answer = (await lie?.({ method, params }, ask)) ?? (await ask())
    if (answer === 'silence') return
    if (answer === 'hangUp') return void request.socket.destroy()
    const isText = 'body' in Object(answer) && !/^[[{]|^null$/.test((answer as { body: string }).body)
    response.setHeader('content-type', isText ? 'text/html' : 'application/json')
    if (answer === 'half') {
      response.setHeader('content-length', 1000)
      response.write('{"jsonrpc":"2.0","id":')
      return void setTimeout(() => request.socket.destroy(), 5)
    }
    if ('body' in answer) response.writeHead(answer.status ?? 200).end(answer.body)
    else response.end(JSON.stringify({ ...answer, jsonrpc: '2.0', id }))
  }
  const server = createServer((request, response) => {
    // The chain is gone, or the client: nobody waits for an answer.
    serve(request, response).catch(() => request.socket.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}/key-of-the-client`,
    tell(next) {
      lie = next
      asked.length = 0
    },
    asked,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request) text += part
  return text
}

/** Lies about some methods only. */
export const about =
  (methods: string | readonly string[], lie: Lie): Lie =>
  (asked, ask) =>
    [methods].flat().includes(asked.method) ? lie(asked, ask) : undefined

/** Answers with an error. */
export const fails =
  (code: number, message: string, data?: unknown): Lie =>
  () => ({ error: { code, message, ...(data === undefined ? {} : { data }) } })

/** Does what it is asked to do, and then says something else. */
export const does =
  (answer: Answer): Lie =>
  async (_, ask) => {
    await ask()
    return answer
  }

/** Changes a result. */
export const changes =
  <result>(change: (result: result) => unknown): Lie =>
  async (_, ask) => {
    const answer = await ask()
    return typeof answer === 'object' && 'result' in answer && answer.result !== null
      ? { result: change(answer.result as result) }
      : answer
  }

export const NO_HASH: Hex = `0x${'ab'.repeat(32)}`
