import type { WriteStage } from '@breakwater/sdk/query'
import { Alert, Anchor, Button, Group, Loader, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { explorerUrl } from '../config'
import { explain } from '../lib/errors'
import { short } from '../lib/format'
import { Failure } from './states'

const WORDS: Record<WriteStage['name'], string> = {
  preparing: 'Reading the state of the chain …',
  signing: 'Sign in your wallet. A signature costs nothing.',
  approving: 'Allow the exact amount in your wallet.',
  approvalPending: 'Waiting for the allowance to be mined …',
  confirming: 'Confirm in your wallet.',
  pending: 'Sent. Waiting for its block …',
  done: 'Done.',
}

/** What a write of the SDK's hooks tells of itself. */
export interface Write {
  stage: WriteStage | undefined
  error: Error | null
  isPending: boolean
  isSuccess: boolean
  reset(): void
}

/** Where a write stands: what the wallet is asked, what became of it, and whether anything was sent. */
export function Stages({ write, done, again }: { write: Write; done: ReactNode; again?: () => void }) {
  const { stage, error, isPending, isSuccess, reset } = write
  if (isSuccess)
    return (
      <Alert color="teal" icon={<IconCircleCheck size={20} />} role="status" data-testid="done">
        {done}
      </Alert>
    )
  if (error) {
    const { isOpen } = explain(error)
    const { hash, earlier = [] } = error as { hash?: string; earlier?: readonly string[] }
    return (
      <Stack gap="xs" data-testid="write-error">
        <Failure error={error} />
        {earlier.length > 0 && (
          <Text size="sm" c="dimmed">
            The allowance before it was mined, and stands.
          </Text>
        )}
        {hash && <Transaction hash={hash} />}
        <Group gap="xs">
          {again && !isOpen && (
            <Button size="xs" variant="default" onClick={again}>
              Try again
            </Button>
          )}
          <Button size="xs" variant="subtle" onClick={reset}>
            Dismiss
          </Button>
        </Group>
      </Stack>
    )
  }
  if (!isPending || !stage) return null
  return (
    <Alert
      color="tide"
      icon={stage.name === 'done' ? <IconInfoCircle size={20} /> : <Loader size={18} />}
      role="status"
    >
      <Text size="sm" data-testid="stage">
        {stage.name === 'confirming' && stage.isBatch
          ? 'Confirm in your wallet: allowance and purchase in one.'
          : WORDS[stage.name]}
      </Text>
      {'hash' in stage && stage.hash && <Transaction hash={stage.hash} />}
    </Alert>
  )
}

function Transaction({ hash }: { hash: string }) {
  return (
    <Text size="sm" c="dimmed">
      Transaction{' '}
      {explorerUrl ? (
        <Anchor href={`${explorerUrl}/tx/${hash}`} target="_blank" rel="noreferrer" inherit>
          {short(hash)}
        </Anchor>
      ) : (
        <Text span inherit ff="monospace">
          {short(hash)}
        </Text>
      )}
    </Text>
  )
}
