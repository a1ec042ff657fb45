import { lapseCoverSync, type PortfolioCover } from '@breakwater/sdk'
import { useClaim, useWriteAction } from '@breakwater/sdk/react'
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import type { Address } from 'viem'
import { useConnection } from 'wagmi'
import { Link } from 'wouter'
import { Stages } from '../../components/Stages'
import { Money, When } from '../../components/values'
import type { Todo } from '../../lib/todo'

/** What to do next, until when, and the button that does it. */
export function Next({
  cover,
  todo,
  asset,
  now,
}: {
  cover: PortfolioCover
  todo: Todo
  asset: Address | undefined
  now: number
}) {
  const { isConnected } = useConnection()
  const claim = useClaim({})
  const lapse = useWriteAction(lapseCoverSync)
  const { pool, coverId } = cover
  const sendClaim = () =>
    todo.name === 'claim' && claim.mutate({ pool, coverId, incidentIds: todo.incidentIds })
  const sendLapse = () => lapse.mutate({ pool, coverId })
  return (
    <Card component="section" aria-labelledby="next">
      <Title order={2} fz="h4" mb="xs" id="next">
        What to do next
      </Title>
      <Stack gap="sm">
        {todo.name === 'claim' && !claim.isSuccess && (
          <Group justify="space-between" gap="sm">
            <div>
              <Text fz="xl" fw={680}>
                <Money value={todo.payout} asset={asset} />
              </Text>
              <Text size="sm" c="dimmed">
                can be claimed{' '}
                {todo.until > 0 ? (
                  <>
                    until <When at={todo.until} now={now} />
                  </>
                ) : (
                  'now: the claim applies the verdict, too'
                )}
                . It goes to the owner of the token.
              </Text>
            </div>
            <Button size="md" onClick={sendClaim} loading={claim.isPending} disabled={!isConnected}>
              Claim
            </Button>
          </Group>
        )}
        {todo.name === 'follow' && (
          <Group justify="space-between" gap="sm">
            <Text size="sm" maw={420}>
              A case is open. What it pays is being decided; once the verdict is payable you claim here.
            </Text>
            <Button component={Link} href={`/incidents/${todo.incidentId}`} variant="default">
              Watch the incident
            </Button>
          </Group>
        )}
        {todo.name === 'refund' && !lapse.isSuccess && (
          <Group justify="space-between" gap="sm">
            <Text size="sm" maw={420}>
              The cover has lapsed. The rest of its premium comes back in full.
            </Text>
            <Button onClick={sendLapse} loading={lapse.isPending} disabled={!isConnected}>
              Get the rest back
            </Button>
          </Group>
        )}
        {todo.name === 'code' && (
          <Text size="sm">
            Code that nobody has reviewed runs in the covered contract. You are protected until{' '}
            <When at={todo.until} now={now} />. If the code is reviewed before, cover goes on.
          </Text>
        )}
        {todo.name === 'report' && (
          <Text size="sm">
            If something happened while you were protected, a case can be opened until{' '}
            <When at={todo.until} now={now} />.
          </Text>
        )}
        {todo.name === 'wait' && (
          <Text size="sm">
            Nothing. Protection begins <When at={todo.until} now={now} />.
          </Text>
        )}
        {todo.name === 'nothing' && !claim.isSuccess && (
          <Text size="sm">
            Nothing. If the covered contract fails, the case is here, with what you can claim.
          </Text>
        )}
        <Stages
          write={claim}
          again={sendClaim}
          done={
            claim.data && (
              <Text size="sm">
                {claim.data.isRegistered ? (
                  'The claim is registered, and is paid when its settlement is over.'
                ) : (
                  <>
                    Paid: <Money value={claim.data.payout} asset={asset} />.
                  </>
                )}
              </Text>
            )
          }
        />
        <Stages
          write={lapse}
          again={sendLapse}
          done={<Text size="sm">The rest of the premium came back.</Text>}
        />
      </Stack>
    </Card>
  )
}
