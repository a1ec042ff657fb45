import type { Activity, Dispute } from '@breakwater/sdk'
import { Card, Skeleton, Text, Timeline, Title } from '@mantine/core'
import { When } from '../../components/values'
import type { Token } from '../../lib/chain'
import { tellOf } from '../../lib/tell'

/** From the event to the payout: what was, and what comes if nobody does anything. */
export function Course({
  dispute,
  happened,
  token,
}: {
  dispute: Dispute
  happened: readonly Activity[] | undefined
  token: Token
}) {
  const { report, timestamp: now } = dispute
  const comes = comingOf(dispute).filter(({ at }) => at > now)
  return (
    <Card>
      <Title order={2} fz="h4" mb="md">
        From event to payout
      </Title>
      {!happened ? (
        <Skeleton height={200} />
      ) : (
        <Timeline active={happened.length} bulletSize={14} lineWidth={2} styles={{ item: { marginTop: 14 } }}>
          <Timeline.Item title={<Name>It happened</Name>}>
            <At at={report.time} now={now} />
          </Timeline.Item>
          {happened.map(({ id, words, timestamp }) => (
            <Timeline.Item key={id} title={<Name>{tellOf(words, dispute.incidentId, token)}</Name>}>
              {timestamp !== undefined && <At at={timestamp} now={now} />}
            </Timeline.Item>
          ))}
          {comes.map(({ name, at }) => (
            <Timeline.Item key={name} title={<Name>{name}</Name>} lineVariant="dashed">
              <At at={at} now={now} />
            </Timeline.Item>
          ))}
        </Timeline>
      )}
    </Card>
  )
}

const Name = ({ children }: { children: string }) => (
  <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
    {children}
  </Text>
)

const At = ({ at, now }: { at: number; now: number }) => (
  <Text size="xs" c="dimmed">
    <When at={at} now={now} />
  </Text>
)

function comingOf({ cases }: Dispute): { name: string; at: number }[] {
  const [first] = cases.filter(({ hearing }) => hearing)
  if (!first?.hearing) {
    const until = Math.max(0, ...cases.map(({ openableUntil }) => openableUntil))
    return [{ name: 'Last moment to open a case', at: until }]
  }
  const { hearing, verdict, case: found } = first
  return [
    { name: 'Answers end', at: hearing.outcome === 'none' ? hearing.endsAt : 0 },
    { name: "The arbiter's turn ends", at: hearing.deadline },
    { name: 'The verdict is payable', at: verdict.payableAt },
    { name: 'Claims end', at: found.claimsUntil },
  ]
}
