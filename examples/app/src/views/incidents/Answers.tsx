import { type CaseAnswer, type Dispute, describeAnswer, type ListedPool } from '@breakwater/sdk'
import { Badge, Card, Group, Stack, Text, Title } from '@mantine/core'
import { Address } from '../../components/values'
import type { Token } from '../../lib/chain'
import { amount } from '../../lib/format'

/** Who says what, and under which bond. */
export function Answers({
  dispute,
  token,
  pools,
}: {
  dispute: Dispute
  token: Token
  pools: readonly ListedPool[]
}) {
  const heard = dispute.cases.filter(({ hearing }) => hearing)
  return (
    <Card>
      <Title order={2} fz="h4" mb="xs">
        Answers
      </Title>
      {heard.length === 0 && (
        <Text size="sm" c="dimmed">
          No case is open, so nobody has answered. The first case brings the first answer.
        </Text>
      )}
      <Stack gap="sm">
        {heard.map(({ pool, hearing }) => (
          <Stack key={pool} gap="sm">
            {heard.length > 1 && (
              <Text size="xs" c="dimmed">
                In the case of {pools.find((one) => one.pool === pool)?.name ?? pool}
              </Text>
            )}
            {hearing?.answers.map((answer) => (
              <Answer
                key={`${answer.number}`}
                {...{ answer, token }}
                isChosen={hearing.outcome !== 'none' && hearing.chosen === answer.number}
              />
            ))}
          </Stack>
        ))}
      </Stack>
    </Card>
  )
}

function Answer({ answer, token, isChosen }: { answer: CaseAnswer; token: Token; isChosen: boolean }) {
  const { number, by, bond } = answer
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
      <div>
        <Text size="sm" fw={600}>
          {`${number}. `}
          {sentence(describeAnswer(answer, token))}
        </Text>
        <Text size="xs" c="dimmed" component="div">
          {by ? <Address value={by} /> : 'by the meter'}
        </Text>
      </div>
      <Stack gap={2} align="flex-end">
        {isChosen && <Badge color="teal">holds</Badge>}
        <Text size="sm" className="num">
          {bond > 0n ? `${amount(bond, token.decimals)} ${token.symbol} bond` : 'without a bond'}
        </Text>
      </Stack>
    </Group>
  )
}

/** A measured part has as many digits as its meter: two are enough to read. */
const sentence = (words: string) =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}`.replace(/\d+\.\d{3,}/, (figure) =>
    Number(figure).toFixed(2),
  )
