import type { ArbiterInfo, Assessment, Dispute } from '@breakwater/sdk'
import { Badge, Card, Group, Progress, Stack, Text, Title } from '@mantine/core'
import { isAddressEqual } from 'viem'
import { useConnection } from 'wagmi'
import { Address, Facts, When } from '../../components/values'
import type { Token } from '../../lib/chain'
import { amount, duration } from '../../lib/format'
import { useAssessments } from '../../lib/reads'

const KINDS: Record<ArbiterInfo['kind'], string> = {
  address: 'an address that judges',
  panel: 'a panel of assessors, who vote with a stake',
  uma: "UMA's oracle",
  other: 'a contract of another kind',
}

const PHASES: Record<Assessment['phase'], string> = {
  none: 'has nothing to vote on',
  commit: 'votes are committed',
  reveal: 'votes are revealed',
  appeal: 'the ruling can be appealed',
  tally: 'votes are counted',
  undecided: 'did not rule',
  final: 'has ruled',
}

/** Who decides if answers differ, whose turn it is, and how votes stand. */
export function Rulings({ dispute, token }: { dispute: Dispute; token: Token }) {
  const { arbiters, timestamp: now, incidentId } = dispute
  const { address } = useConnection()
  const heard = dispute.cases.filter(({ hearing }) => hearing)
  const panel = arbiters.find(({ kind }) => kind === 'panel')
  const which = heard.map(({ pool, termsId }) => ({ pool, termsId, incidentId }))
  const { data: assessments = [] } = useAssessments(
    which.length > 0 ? panel?.address : undefined,
    which,
    address,
  )
  const turn = heard.find(({ hearing }) => hearing?.arbiter)?.hearing
  return (
    <Card>
      <Title order={2} fz="h4" mb="xs">
        Who decides
      </Title>
      <Stack gap="sm">
        {arbiters.map((arbiter, i) => (
          <Group key={arbiter.address} justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
            <div>
              <Text size="sm" fw={600} component="div">
                {i === 0 ? 'First' : 'If that is silent'}: <Address value={arbiter.address} />
              </Text>
              <Text size="xs" c="dimmed">
                {KINDS[arbiter.kind]}, {duration(arbiter.time)}
              </Text>
            </div>
            {turn?.arbiter && isAddressEqual(turn.arbiter, arbiter.address) && (
              <Badge color="orange">its turn</Badge>
            )}
          </Group>
        ))}
        {turn && turn.deadline > 0 && (
          <Facts items={[['The turn ends', <When key="d" at={turn.deadline} now={now} />]]} />
        )}
        {assessments.map((assessment) => (
          <Votes key={assessment.pool} {...{ assessment, token, now }} />
        ))}
      </Stack>
    </Card>
  )
}

function Votes({ assessment, token, now }: { assessment: Assessment; token: Token; now: number }) {
  const { phase, until, committed, revealed, quorum, answers } = assessment
  const money = (value: bigint) => `${amount(value, token.decimals)} ${token.symbol}`
  const whole = revealed === 0n ? 1n : revealed
  return (
    <div>
      <Text size="sm" fw={600}>
        The panel: {PHASES[phase]}
      </Text>
      <Facts
        items={[
          until > 0 && ['Until', <When key="u" at={until} now={now} />],
          ['Stake behind votes', money(committed)],
          ['Needed for a ruling', money(quorum)],
          ['Revealed', money(revealed)],
        ]}
      />
      {answers.map(({ number, revealed: votes }) => (
        <div key={`${number}`}>
          <Group justify="space-between">
            <Text size="xs">{number === 0n ? 'For “nothing was lost”' : `For answer ${number}`}</Text>
            <Text size="xs" className="num">
              {money(votes)}
            </Text>
          </Group>
          <Progress value={Number((votes * 100n) / whole)} size="sm" aria-hidden="true" />
        </div>
      ))}
    </div>
  )
}
