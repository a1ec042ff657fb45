import { type Dispute, describeAnswer } from '@breakwater/sdk'
import { Badge, Card, Group, Stack, Text, Title } from '@mantine/core'
import { Address } from '../../components/values'
import type { Token } from '../../lib/chain'
import { amount } from '../../lib/format'

/** Who says what, and under which bond. */
export function Answers({ dispute, token }: { dispute: Dispute; token: Token }) {
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
        {heard.flatMap(({ pool, hearing }) =>
          (hearing?.answers ?? []).map((answer) => {
            const isChosen = hearing?.outcome !== 'none' && hearing?.chosen === answer.number
            return (
              <Group
                key={`${pool} ${answer.number}`}
                justify="space-between"
                wrap="nowrap"
                align="flex-start"
                gap="sm"
              >
                <div>
                  <Text size="sm" fw={600}>
                    {`${answer.number}. `}
                    {sentence(describeAnswer(answer, token))}
                  </Text>
                  <Text size="xs" c="dimmed" component="div">
                    {answer.by ? <Address value={answer.by} /> : 'by the meter'}
                  </Text>
                </div>
                <Stack gap={2} align="flex-end">
                  {isChosen && <Badge color="teal">holds</Badge>}
                  <Text size="sm" className="num">
                    {answer.bond > 0n
                      ? `${amount(answer.bond, token.decimals)} ${token.symbol} bond`
                      : 'without a bond'}
                  </Text>
                </Stack>
              </Group>
            )
          }),
        )}
      </Stack>
    </Card>
  )
}

/** A measured part has as many digits as its meter: two are enough to read. */
const sentence = (words: string) =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}`.replace(/\d+\.\d{3,}/, (figure) =>
    Number(figure).toFixed(2),
  )
