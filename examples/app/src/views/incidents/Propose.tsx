import type { NextAction } from '@breakwater/sdk'
import { useOpenCase, usePostAnswer } from '@breakwater/sdk/react'
import { Button, Group, NumberInput, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { parseUnits } from 'viem'
import { Stages } from '../../components/Stages'

/** Says how much was lost: as the first, who opens the case, or in contradiction. Both put a bond behind it. */
export function Propose({ next }: { next: NextAction }) {
  const [percent, setPercent] = useState<number | string>(0)
  const open = useOpenCase({})
  const answer = usePostAnswer({})
  const { pool, termsId, incidentId, needs } = next
  if (!pool || termsId === undefined) return null
  const which = { pool, termsId, incidentId }
  const isOpening = needs === 'severity'
  const severity = parseUnits(String(percent || 0), 16)
  const write = isOpening ? open : answer
  const send = () =>
    isOpening
      ? open.mutate({ ...which, severity })
      : answer.mutate({ ...which, answer: severity === 0n ? 'nothing' : { severity } })
  return (
    <Stack gap="xs" mt={6}>
      <Group gap="xs" align="flex-end">
        <NumberInput
          label="Part that was lost, %"
          description={isOpening ? undefined : '0 says that nothing was lost'}
          size="xs"
          w={190}
          value={percent}
          onChange={setPercent}
          min={0}
          max={100}
          decimalScale={2}
          hideControls
        />
        <Button
          size="xs"
          variant="default"
          onClick={send}
          loading={write.isPending}
          disabled={isOpening && severity === 0n}
        >
          {isOpening ? 'Open a case' : 'Post the answer'}
        </Button>
      </Group>
      <Stages
        write={write}
        again={send}
        done={<Text size="sm">{isOpening ? 'The case is open.' : 'The answer stands.'}</Text>}
      />
    </Stack>
  )
}
