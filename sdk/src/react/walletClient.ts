import { createClient, custom } from 'viem'
import type { Config } from 'wagmi'
import { getClient, getConnectorClient } from 'wagmi/actions'
import { InvalidParameterError, WrongNetworkError } from '../errors/errors.js'
import { withOutcome } from '../internal/outcomes.js'
import type { AnyClient } from '../internal/writeTypes.js'

/** What only a wallet answers: its accounts, its chain, signatures, and what it sends. All else is the node's. */
const OF_WALLET = /^(wallet_|personal_|eth_(accounts|requestAccounts|chainId|sign|sendTransaction$))/

/** Errors of wagmi by name: versions have classes of their own. */
const TYPED: Record<string, (cause: unknown) => Error> = {
  ConnectorChainMismatchError: (cause) => new WrongNetworkError(cause),
  ConnectorNotConnectedError: () =>
    new InvalidParameterError(
      'account',
      undefined,
      'is missing: no wallet is connected',
      'Connect a wallet.',
    ),
}

/**
 * A client of the connected wallet for one chain. It asks the wallet to sign and to send, and reads from the application's own
 * node: so what is shown, simulated and waited for is the same chain's state, whatever the wallet's node knows.
 *
 * @throws `WrongNetworkError` if the wallet is on another chain, and `InvalidParameterError` if none is connected.
 */
export async function walletClient(config: Config, chainId: number): Promise<AnyClient> {
  const wallet = await getConnectorClient(config, { chainId }).catch((error) => {
    throw withOutcome(TYPED[(error as Error).name]?.(error) ?? error, 'refused')
  })
  const node = getClient(config, { chainId })
  // A connector with a client of its own has its reasons.
  const connection = config.state.connections.get(config.state.current ?? '')
  if (!node || connection?.connector.getClient) return wallet
  const request = ({ method, params }: { method: string; params?: unknown }) =>
    (OF_WALLET.test(method) ? wallet : node).request({ method, params } as never)
  return createClient({
    account: wallet.account,
    chain: node.chain,
    pollingInterval: node.pollingInterval,
    // Both have their own ways of asking again.
    transport: custom({ request: request as never }, { retryCount: 0 }),
  })
}
