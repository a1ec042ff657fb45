import { Button, Menu, Text } from '@mantine/core'
import { IconChevronDown, IconWallet } from '@tabler/icons-react'
import { useConnect, useConnection, useConnectors, useDisconnect } from 'wagmi'
import { isDevChain } from '../config'
import { short } from '../lib/format'
import { devName } from '../lib/tell'

/** Accounts of the development chain that a visitor would be; the others run the protocol. */
const VISITORS = [
  'buyer',
  'underwriter',
  'sponsor',
  'reporter',
  'challenger',
  'keeper',
  'assessor',
  'stranger',
]

/** Connects a wallet, shows whose it is, and ends that. */
export function WalletButton() {
  const { address, connector, isConnected } = useConnection()
  const connectors = useConnectors()
  const { mutate: connect, isPending } = useConnect()
  const { mutate: disconnect } = useDisconnect()
  // A wallet that announces itself is listed by its name: the anonymous one is for those that do not.
  const hasNamed = connectors.some(({ type, id }) => type === 'injected' && id !== 'injected')
  const wallets = connectors.filter(({ type, id }) => type === 'injected' && !(hasNamed && id === 'injected'))
  const accounts = connectors.filter(({ type, name }) => type === 'dev' && VISITORS.includes(name))
  return (
    <Menu
      position="bottom-end"
      width={250}
      shadow="md"
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <Button
          variant={isConnected ? 'default' : 'filled'}
          leftSection={<IconWallet size={18} aria-hidden />}
          rightSection={<IconChevronDown size={16} aria-hidden />}
          loading={isPending}
          px="sm"
          tt="capitalize"
        >
          {address ? (devName(address) ?? short(address)) : 'Connect'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {isConnected && (
          <>
            <Menu.Label>Connected by {connector?.name}</Menu.Label>
            <Menu.Item onClick={() => navigator.clipboard.writeText(address ?? '')}>
              Copy the address
            </Menu.Item>
            <Menu.Item onClick={() => disconnect({})}>Disconnect</Menu.Item>
            <Menu.Divider />
          </>
        )}
        <Menu.Label>Wallets</Menu.Label>
        {wallets.map((wallet) => (
          <Menu.Item key={wallet.uid} onClick={() => connect({ connector: wallet })}>
            {wallet.id === 'injected' ? "This browser's wallet" : wallet.name}
          </Menu.Item>
        ))}
        {isDevChain && (
          <>
            <Menu.Label>Accounts of the development chain</Menu.Label>
            {accounts.map((account) => (
              <Menu.Item
                key={account.uid}
                onClick={() => connect({ connector: account })}
                rightSection={
                  account.uid === connector?.uid && (
                    <Text size="xs" c="dimmed">
                      in use
                    </Text>
                  )
                }
              >
                <Text size="sm" tt="capitalize">
                  {account.name}
                </Text>
              </Menu.Item>
            ))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
