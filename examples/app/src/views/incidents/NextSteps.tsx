import type { ListedPool, NextAction } from '@breakwater/sdk'
import { useNextAction, useNextActions } from '@breakwater/sdk/react'
import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { Address } from 'viem'
import { useConnection } from 'wagmi'
import { Stages } from '../../components/Stages'
import { Money, When } from '../../components/values'
import { Propose } from './Propose'

const ACTIONS: Record<NextAction['action'], string> = {
  adoptOutcome: 'Adopt the outcome of another case',
  appealRuling: 'Appeal the ruling',
  applyVerdict: 'Apply the verdict',
  assertAnswer: "Assert an answer to UMA's oracle",
  claimLoss: 'Claim a proven loss',
  claimPayout: 'Claim',
  claimPayouts: 'Claim, with other cases',
  commitVote: 'Commit a vote',
  creditBond: 'Credit a bond',
  openCase: 'Open a case',
  postAnswer: 'Contradict with another answer',
  publishLosses: 'Publish the table of losses',
  raiseCase: 'Set more aside',
  revealVote: 'Reveal a vote',
  ruleDispute: 'Rule',
  settleAnswer: "Settle an answer at UMA's oracle",
  settleBonds: 'Settle the bonds',
  settleCase: 'Close the case',
  settleVote: 'Settle a vote',
  tallyVotes: 'Count the votes',
  withdrawBond: 'Withdraw a bond',
  withdrawCredit: 'Withdraw a credit',
}

const PEOPLE: Record<NextAction['who'], string> = {
  anyone: 'anyone',
  opener: 'who opened the case',
  arbiter: 'the arbiter',
  assessor: 'assessors',
  asserter: 'who asserted it',
  insured: 'owners of covers',
  contributor: 'whose bond it is',
}

const NEEDS: Record<string, string> = {
  severity: 'says how much was lost',
  answer: 'says what was lost instead',
  table: 'needs the table of losses',
  vote: 'needs the vote',
  cover: 'from the page of the cover',
  contributor: 'names whose bond',
}

/** Who can do what, now and later. What needs nothing but a wallet has a button. */
export function NextSteps({
  incidentId,
  cases,
  now,
  pools,
}: {
  incidentId: bigint
  cases: readonly { pool: Address; termsId: bigint }[]
  now: number
  pools: readonly ListedPool[]
}) {
  const { isConnected } = useConnection()
  const { data: actions = [] } = useNextActions({ incidentId, cases, query: { refetchInterval: 8_000 } })
  const write = useNextAction({})
  const [sent, setSent] = useState<NextAction>()
  const send = (next: NextAction) => {
    setSent(next)
    write.mutate({ next })
  }
  const current = actions.filter(({ isPossible }) => isPossible)
  const later = actions.filter(({ isPossible }) => !isPossible)
  return (
    <Card component="section" aria-labelledby="now">
      <Title order={2} fz="h4" mb="xs" id="now">
        Who can do what now
      </Title>
      <Stack gap="sm">
        {current.length === 0 && (
          <Text size="sm" c="dimmed">
            Nobody has anything to do. Time has to pass, or all is done.
          </Text>
        )}
        {current.map((next) => {
          const { action, who, until, bond, call, needs, isYours, pool } = next
          const known = pools.find((one) => one.pool === pool)
          return (
            <Group key={keyOf(next)} justify="space-between" wrap="nowrap" gap="sm" align="flex-start">
              <div>
                <Text size="sm" fw={600}>
                  {ACTIONS[action]}
                </Text>
                <Text size="xs" c="dimmed">
                  {cases.length > 1 && known && `${known.name}: `}
                  {PEOPLE[who]}
                  {needs && `; ${NEEDS[needs]}`}
                  {bond && (
                    <>
                      ; under a bond of <Money value={bond.amount} asset={bond.asset} />
                    </>
                  )}
                  {until !== undefined && (
                    <>
                      ; until <When at={until - 1} now={now} />
                    </>
                  )}
                </Text>
                {isConnected && isYours && (needs === 'answer' || needs === 'severity') && (
                  <Propose next={next} />
                )}
              </div>
              {call ? (
                <Button
                  size="xs"
                  variant={isYours ? 'filled' : 'default'}
                  disabled={!isConnected || isYours === false}
                  loading={write.isPending && sent !== undefined && keyOf(sent) === keyOf(next)}
                  onClick={() => send(next)}
                >
                  Do it
                </Button>
              ) : (
                isYours && !needs && <Badge color="tide">you can</Badge>
              )}
            </Group>
          )
        })}
        <Stages
          write={write}
          done={<Text size="sm">{sent ? `${ACTIONS[sent.action]}: done.` : 'Done.'}</Text>}
        />
        {later.length > 0 && (
          <details>
            <summary>Later</summary>
            <Stack gap={6} mt="xs">
              {later.map((next) => (
                <Text key={keyOf(next)} size="sm">
                  {ACTIONS[next.action]}{' '}
                  <Text span inherit c="dimmed">
                    ({PEOPLE[next.who]}) from <When at={next.from} now={now} />
                  </Text>
                </Text>
              ))}
            </Stack>
          </details>
        )}
      </Stack>
    </Card>
  )
}

/** The same for the same action, also when others have acted in between. */
const keyOf = ({ action, pool, number, termsId, call }: NextAction) =>
  [action, pool, termsId, number, call?.data].join(' ')
