import { Alert, Button, Group, Text } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useConnection, useSwitchChain } from 'wagmi'
import { chain } from '../config'

/** Says that the wallet is elsewhere, and offers to switch it. */
export function WrongChain() {
  const { chainId, isConnected } = useConnection()
  const { mutate: switchChain, isPending } = useSwitchChain()
  if (!isConnected || chainId === chain.id) return null
  return (
    <Alert
      color="yellow"
      styles={{ title: { color: 'var(--mantine-color-text)' } }}
      mb="lg"
      title="Your wallet is on another chain"
      icon={<IconPlugConnectedX size={20} />}
      role="status"
    >
      <Group justify="space-between" gap="sm">
        <Text size="sm">
          This page is about {chain.name} (id {chain.id}). You can look around; to buy or claim, switch the
          chain.
        </Text>
        <Button
          size="xs"
          variant="default"
          loading={isPending}
          onClick={() => switchChain({ chainId: chain.id })}
        >
          Switch to {chain.name}
        </Button>
      </Group>
    </Alert>
  )
}
