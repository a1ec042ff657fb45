import type { Cover } from '@breakwater/sdk'
import { useCancelCover, useCancellationQuote } from '@breakwater/sdk/react'
import { Button, Card, Group, Modal, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { isAddressEqual } from 'viem'
import { useConnection } from 'wagmi'
import { Stages } from '../../components/Stages'
import { Money } from '../../components/values'

/** Leaving early: what comes back, and what is given up. */
export function Cancel({ cover, asset }: { cover: Cover; asset: `0x${string}` | undefined }) {
  const { address } = useConnection()
  const [isOpen, { open, close }] = useDisclosure()
  const { pool, coverId, owner } = cover
  const { data: refund = 0n } = useCancellationQuote({ pool, coverId })
  const cancel = useCancelCover({})
  const isOwner = address !== undefined && isAddressEqual(address, owner)
  const send = () => {
    close()
    cancel.mutate({ pool, coverId })
  }
  if (!isOwner && !cancel.isSuccess) return null
  return (
    <Card>
      <Title order={2} fz="h4" mb="xs">
        Leave early
      </Title>
      <Stack gap="sm">
        {!cancel.isSuccess && (
          <>
            <Text size="sm" c="dimmed">
              {refund > 0n ? (
                <>
                  <Money value={refund} asset={asset} /> would come back now.
                </>
              ) : (
                'Nothing would come back now.'
              )}
            </Text>
            <Button variant="default" onClick={open} disabled={refund === 0n} loading={cancel.isPending}>
              Cancel the cover
            </Button>
          </>
        )}
        <Stages
          write={cancel}
          again={send}
          done={<Text size="sm">The cover is cancelled, and the refund is paid.</Text>}
        />
      </Stack>
      <Modal opened={isOpen} onClose={close} title="Cancel this cover?" centered>
        <Stack gap="md">
          <Text size="sm">
            It ends at once and for good. <Money value={refund} asset={asset} /> come back. Claims that you
            have not made are given up.
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Keep it
            </Button>
            <Button color="red" onClick={send}>
              Cancel it
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Card>
  )
}
