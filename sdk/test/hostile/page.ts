/** The page of a matrix of lies, as Markdown. */
export function toPage(
  groups: readonly { title: string; lies: readonly { name: string }[] }[],
  wishes: readonly string[],
  cell: (lie: string, wish: string) => string,
): string {
  const tables = groups.map(({ title, lies }) => {
    const rows = lies.map(
      ({ name }) => `| ${[name, ...wishes.map((wish) => cell(name, wish))].join(' | ')} |`,
    )
    return `## ${title}\n\n| the node | ${wishes.join(' | ')} |\n|---|${'---|'.repeat(wishes.length)}\n${rows.join('\n')}\n`
  })
  return `${HEAD}\n${tables.join('\n')}`
}

const HEAD = `# Hostile nodes

What a client of the SDK does with a node that fails or lies. A test puts such a node between the client and a real chain, and afterwards asks the chain itself what was sent. In every cell that is nothing, or exactly the call that was meant, once. This page is what the test found.

The accounts are local ones, so the hash of a transaction is known before it is sent. A cell has the \`outcome\` of the error and its name, for \`NodeError\` with its \`reason\`. \`done\` is a result: the transaction was mined, and its hash is the right one. \`answers\` is a quote. \`refused\` sent nothing. With \`maybeSent\` and \`pending\` the error has the hash to look for.

Some lies no client can see through. A node can make up the result of a call: a quote is as good as the node, so \`maxPremium\` comes from the user's own bound. It can make up a receipt: that a transaction failed, that it succeeded, or that another one took its place. It can keep the events of a receipt to itself; a claim without its event reads as one that is registered, not paid. And it can take a transaction, say that the account lacks funds, and deny having it. Who cannot trust one node asks another one for the hash.

Fees are the node's, too: a client that does not trust it passes \`maxFeePerGas\`.

<!-- Generated: UPDATE_DOCS=1 npx vitest run test/hostile -->
`
