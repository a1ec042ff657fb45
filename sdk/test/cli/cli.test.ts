import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Options } from 'tsup'
import { type Hex, keccak256, parseAbi, zeroAddress } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountOf } from '../../src/testing/personas.js'
import { reviewCode } from '../../src/testing/scenarios/product.js'
import config from '../../tsup.config.js'
import {
  chain,
  DAY,
  deploy,
  deployment,
  kit,
  people,
  scene,
  TERMS,
  travelTo,
  url,
  useScene,
} from '../fixture.js'
import { runProgram } from './program.js'

/** Below the package, where the program finds viem. */
const built = fileURLToPath(new URL('../../node_modules/.cache/cli', import.meta.url))
const { alice, keeper, lister } = people

useScene()

let folder: string
let known: string[]
beforeAll(async () => {
  // As it is published, and quicker to start than its sources: it is started some fifty times.
  const program = (config as Options[]).find(({ entry }) => entry && 'cli' in entry)
  await build({ ...program, config: false, outDir: built, silent: true })
  folder = mkdtempSync(join(tmpdir(), 'listing-'))
  known = ['--rpc-url', url, '--deployment', write(deployment, 'deployment.json')]
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const breakwater = (...args: string[]) => runProgram(join(built, 'cli.js'), args)

const listing = (...args: string[]) => breakwater('listing', ...args, ...known)

/** As `listing`, for programs. */
async function asked(...args: string[]) {
  const { code, out, err } = await listing(...args, '--json')
  return { code, err, ...JSON.parse(out) }
}

function write(content: unknown, name = 'product.json'): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

/** The terms of the scene as a file, with some fields changed. */
function product({ terms = {}, ...over }: Record<string, unknown> = {}) {
  const { asset, subject, pins, productId } = scene
  return {
    ...{ chainId: 31337, product: { id: String(productId) } },
    terms: {
      ...{ asset, resolver: 'court', subject: String(subject), deductible: '0.05' },
      ...{ waitingPeriod: '3d', reportWindow: '8d', horizon: '13d', minBilled: '14d', claimWindow: '60d' },
      ...{ maxCover: '100000000', observes: true, ...(terms as object) },
    },
    pins: pins.map(({ chainId: _, ...pin }) => pin),
    ...over,
  }
}

/** The same of a product that is still to be listed. */
const unlisted = (terms: object) => product({ product: { name: 'New', clusterId: '7' }, terms })

const finding = (path: string, error: string) => expect.objectContaining({ path, error })

describe('check', () => {
  test('finds nothing wrong with what can be published, and says what would change', async () => {
    const same = await listing('check', write(product()), '--pool', scene.pool)
    expect(same.err).toBe('')
    expect(same.code).toBe(0)
    const { codeHash } = scene.pins[0] as { codeHash: Hex }
    for (const text of [
      'Terms for product 1 "Leaky Vault" on chain 31337',
      `0  ${scene.vault}  plain, runs as pinned`,
      `${codeHash}  attested by ${people.judge.account.address}`,
      `court terms ${scene.subject}\n  title            Losses of the Leaky Vault\n`,
      `  hears            what meter ${scene.meterId} of shareLossMeter ${deployment.shareLossMeter} fires\n`,
      `changes from terms ${scene.termsId}, which are sold now: none`,
      'No findings.',
    ])
      expect(same.out).toContain(text)

    const other = product({ terms: { deductible: '0.02', codeGrace: '30d' } })
    const { code, ok, findings, courtTerms, current } = await asked('check', write(other))
    expect(courtTerms).toMatchObject({ meter: deployment.shareLossMeter, meterId: String(scene.meterId) })
    expect({ code, ok, findings }).toEqual({ code: 0, ok: true, findings: [] })
    expect(current).toEqual({
      termsId: String(scene.termsId),
      changes: [
        { field: 'deductible', from: '5 %', to: '2 %' },
        { field: 'codeGrace', from: 'none: cover goes on to its end', to: '30 days' },
      ],
    })
  })

  test('names the field of every rule that is broken', async () => {
    const broken = {
      ...{ waitingPeriod: '1d', reportWindow: '21d', horizon: '22d', minBilled: '15d', claimWindow: '6d' },
      ...{ codeGrace: '20d', maxCover: '0' },
    }
    const { code, findings } = await asked('check', write(product({ terms: broken })), '--pool', scene.pool)
    expect(code).toBe(1)
    for (const field of Object.keys(broken))
      expect(findings).toContainEqual(expect.objectContaining({ path: `terms.${field}` }))
    const text = await listing('check', write(product({ terms: { waitingPeriod: '1d' } })))
    expect(text.code).toBe(1)
    expect(text.out).toContain(
      '1 finding\n  terms.waitingPeriod  "terms.waitingPeriod" is 1 day, and must be from 2 to 30',
    )
  })

  test('a pool’s cooldown is longer than the horizon by a day, and the horizon leaves time for reports and answers', async () => {
    const at = (horizon: string) => asked('check', write(unlisted({ horizon })), '--pool', scene.pool)
    expect(await at('13d')).toMatchObject({ code: 0 })
    expect(await at('12d')).toMatchObject({ code: 0 })
    for (const wrong of ['313h', '287h', '191h'])
      expect(await at(wrong)).toMatchObject({
        ...{ code: 1, findings: [finding('terms.horizon', 'InvalidTerms')] },
      })
  })

  test('names every field in which a version differs from its product', async () => {
    const other = {
      ...{
        resolver: scene.vault,
        subject: '99',
        reportWindow: '7d',
        horizon: '12d',
        claimWindow: '59d',
      },
      ...{ proofOfLoss: true, deductible: '0.1' },
    }
    const { deductible: _, ...shared } = other
    const { code, findings } = await asked('check', write(product({ terms: other })))
    expect(code).toBe(1)
    expect(findings).toEqual(
      expect.arrayContaining(
        Object.keys(shared).map((field) => finding(`terms.${field}`, 'DiffersFromProduct')),
      ),
    )
    expect(findings).toHaveLength(Object.keys(shared).length)
  })

  test('what the resolver refuses is told of its field', async () => {
    const refusals = {
      subject: ['99', 'UnknownCourtTerms'],
      proofOfLoss: [true, 'InvalidTerms'],
      observes: [false, 'InvalidTerms'],
      deductible: ['0.06', 'InvalidTerms'],
      reportWindow: ['35h', 'InvalidTerms'],
      horizon: ['11d', 'InvalidTerms'],
      resolver: [scene.vault, 'TransactionRevertedError'],
      asset: [scene.vault, 'InvalidTerms'],
    } as const
    for (const [field, [value, error]] of Object.entries(refusals)) {
      const { code, findings } = await asked('check', write(unlisted({ [field]: value })))
      expect({ code, findings }).toEqual({ code: 1, findings: [finding(`terms.${field}`, error)] })
    }
    const nowhere = unlisted({ asset: people.alice.account.address })
    expect(await asked('check', write(nowhere))).toMatchObject({
      ...{ code: 1, findings: [finding('terms.asset', 'ContractNotFoundError')] },
    })
    const noResolver = unlisted({ resolver: people.alice.account.address })
    expect(await asked('check', write(noResolver))).toMatchObject({
      ...{ code: 1, findings: [finding('terms.resolver', 'InvalidProductError')] },
    })
    const fine = product({ terms: { maxCover: '0.0000001' } })
    expect(await asked('check', write(fine))).toMatchObject({
      ...{ code: 1, findings: [finding('terms.maxCover', 'InvalidProductError')] },
    })
  })

  test('code that nobody has attested, and code that is other than pinned', async () => {
    const { address } = await deploy(keeper, 'LeakyVaultAttacker')
    const { chainId: _, ...pin } = await alice.breakwater.getPin({ target: address })
    const unattested = await asked('check', write(product({ pins: [...product().pins, pin] })))
    expect(unattested).toMatchObject({
      code: 1,
      findings: [finding('pins[1].codeHash', 'AttestationMissing')],
    })

    const bytecode = '0x60016000'
    await chain.setCode({ address: scene.vault, bytecode })
    const { code, findings } = await asked('check', write(product()))
    expect(code).toBe(1)
    // Nor does the meter read what it watches any more, which the court asks it.
    const unread = finding('terms.resolver', 'TransactionRevertedError')
    expect(findings).toEqual([finding('pins[0].codeHash', 'InvalidPin'), unread])
    expect(findings[0].message).toContain(keccak256(bytecode))
    await chain.setCode({ address: scene.vault, bytecode: '0x' })
    expect(await asked('check', write(product()))).toMatchObject({
      ...{ code: 1, findings: [finding('pins[0].target', 'InvalidPin'), unread] },
    })
  })

  test('a proxy that points elsewhere, and a proxy that is pinned as none', async () => {
    const { address: proxy } = await deploy(keeper, 'ChangingProxy', [scene.vault])
    const { pins } = await reviewCode(kit, [proxy])
    const printed = await listing('pin', proxy)
    const { chainId: _, ...pin } = pins[0] as { chainId: number }
    expect({ code: printed.code, pin: JSON.parse(printed.out) }).toEqual({ code: 0, pin })
    expect(await asked('check', write(product({ pins: [pin] })))).toMatchObject({ code: 0 })

    const { target, codeHash } = pins[0] as (typeof pins)[number]
    const asPlain = [{ target, codeHash, kind: 'plain' }]
    expect(await asked('check', write(product({ pins: asPlain })))).toMatchObject({
      ...{ code: 1, findings: [finding('pins[0].kind', 'InvalidPin')] },
    })
    const slot = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'
    const value = `0x${scene.asset.slice(2).padStart(64, '0')}` as const
    await chain.setStorageAt({ address: proxy, index: slot, value })
    const { code, findings } = await asked('check', write(product({ pins: [pin] })))
    expect(code).toBe(1)
    expect(findings).toEqual([
      finding('pins[0].implementation', 'InvalidPin'),
      finding('pins[0].implementationCodeHash', 'InvalidPin'),
    ])
  })

  test('a product that is not listed, or listed as another', async () => {
    const unlisted = await asked('check', write(product({ product: { id: '99' } })))
    expect(unlisted).toMatchObject({ code: 1, findings: [finding('product.id', 'InvalidTerms')] })
    expect(unlisted.findings[0].message).toBe('Product 99 is not listed.')
    const renamed = { id: String(scene.productId), name: 'Tight Vault', clusterId: 1 }
    expect(await asked('check', write(product({ product: renamed })))).toMatchObject({
      ...{ code: 1, findings: [finding('product.name', 'InvalidProductError')] },
    })
  })
})

describe('propose', () => {
  async function send(calls: { to: Hex; data: Hex }[]) {
    for (const { to, data } of calls) {
      const hash = await lister.sendTransaction({ to, data })
      expect((await lister.waitForTransactionReceipt({ hash })).status).toBe('success')
    }
  }

  test('prints the calls that list a product and publish its terms', async () => {
    const file = write(
      product({ product: { name: 'A new vault', clusterId: 3 }, terms: { codeGrace: '30d' } }),
    )
    const { code, ok, calls, owner, productId, isNewProduct } = await asked('propose', file)
    expect({ code, ok, owner, isNewProduct }).toEqual({
      ...{ code: 0, ok: true, owner: lister.account.address, isNewProduct: true },
    })
    expect(calls.map((call: { functionName: string }) => call.functionName)).toEqual([
      'listProduct',
      'publishTerms',
    ])
    expect(calls[0].args).toEqual({ clusterId: '3', sponsor: zeroAddress, name: 'A new vault' })
    expect(calls[1].args.terms).toMatchObject({ productId, maxCover: '100000000000000', codeGrace: 30 * DAY })
    await send(calls)
    const [listed] = await alice.breakwater.getProducts({})
    expect(listed).toMatchObject({ productId: BigInt(productId), name: 'A new vault', clusterId: 3n })
    const { resolver, maxCover, deductible } = { ...TERMS, resolver: deployment.court }
    expect(listed?.terms).toMatchObject({ resolver, maxCover, deductible, subject: scene.subject })
    expect((await alice.breakwater.getCode({ termsId: listed?.currentTerms ?? 0n })).pins).toEqual(scene.pins)
  })

  test('prints one call for a listed product, in words, too', async () => {
    const { code, out, err } = await listing('propose', write(product()))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(
      `One call from ${lister.account.address}, the owner of the registry ${deployment.registry}`,
    )
    expect(out).toContain('1. publishTerms')
    expect(out).toMatch(/ {2}data {3}0x[0-9a-f]{500,}\n/)
    expect(out).toContain(`"target": "${scene.vault}"`)
  })

  test('prints no calls that would fail, unless it is forced to', async () => {
    const file = write(product({ terms: { waitingPeriod: '1d' } }))
    const refused = await listing('propose', file)
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toContain('terms.waitingPeriod')
    expect(await asked('propose', file, '--force')).toMatchObject({
      code: 1,
      ok: false,
      calls: [{ value: '0' }],
    })
  })
})

describe('inspect', () => {
  test('tells terms in words, their pins, and who attests them', async () => {
    const { code, out, err } = await listing('inspect', String(scene.termsId))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const text of [
      `Terms ${scene.termsId} of product ${scene.productId} "Leaky Vault": for sale`,
      `cluster 1, sponsor ${accountOf('sponsor').address}`,
      `court ${deployment.court}`,
      'maxCover       100000000 USDC',
      '  answerWindow     4 days\n  minBond          100 USDC\n',
      `0  ${scene.vault}  plain, runs reviewed code`,
      `attested by ${people.judge.account.address}`,
      'No findings.',
    ])
      expect(out).toContain(text)
  })

  test('compares with other terms', async () => {
    const { asset, subject, pins, productId, termsId } = scene
    const next = await lister.breakwater.publishTermsSync({
      ...{ ...TERMS, productId, asset, subject, resolver: deployment.court, pins },
      ...{ codeGrace: 20 * DAY },
    })
    const { code, against } = await asked('inspect', String(next.termsId), '--against', String(termsId))
    expect({ code, against }).toEqual({
      code: 0,
      against: {
        termsId: String(termsId),
        changes: [{ field: 'codeGrace', from: 'none: cover goes on to its end', to: '20 days' }],
      },
    })
    const { out } = await listing('inspect', scene.vault)
    expect(out).toContain(`terms ${next.termsId}  product ${productId} "Leaky Vault"  for sale`)
    expect(out).toContain(`terms ${termsId}  product ${productId} "Leaky Vault"  not for sale (superseded)`)
  })

  test('tells of changed code, before and after it is flagged', async () => {
    const { asset, subject, pins, productId, vault } = scene
    const { termsId } = await lister.breakwater.publishTermsSync({
      ...{ ...TERMS, productId, asset, subject, resolver: deployment.court, pins },
      ...{ codeGrace: 20 * DAY },
    })
    await chain.setCode({ address: vault, bytecode: '0x6001' })
    const before = await asked('inspect', String(termsId))
    expect(before).toMatchObject({ code: 1, ok: false, pins: [{ liveState: 'changed' }] })
    expect(before.findings).toEqual([finding('pins[0]', 'CodeChanged')])
    await keeper.breakwater.flagCodeChangeSync({ termsId, pin: 0 })
    const after = await listing('inspect', String(termsId))
    expect(after.code).toBe(1)
    expect(after.out).toContain('not for sale (flagged)')
    expect(after.out).toMatch(
      /Cover on the terms lapses at .* UTC, in 20 days, unless the code is cleared before\./,
    )
  })

  test('a proxy that points to other code, before and after that is attested', async () => {
    const { asset, subject, productId, vault } = scene
    const { address: proxy } = await deploy(keeper, 'ChangingProxy', [vault])
    const { pins } = await reviewCode(kit, [proxy])
    const resolver = deployment.court
    const { termsId } = await lister.breakwater.publishTermsSync({
      ...{ ...TERMS, productId, asset, subject, resolver, pins },
    })
    expect(await asked('inspect', String(termsId))).toMatchObject({
      code: 0,
      pins: [{ liveState: 'reviewed' }],
    })

    const abi = parseAbi(['function upgrade(address to)'])
    const hash = await keeper.writeContract({ address: proxy, abi, functionName: 'upgrade', args: [asset] })
    await keeper.waitForTransactionReceipt({ hash })
    const changed = await asked('inspect', String(termsId))
    expect(changed).toMatchObject({
      code: 1,
      pins: [{ liveState: 'changed', live: { implementation: asset } }],
    })
    await reviewCode(kit, [asset])
    expect(await asked('inspect', String(termsId))).toMatchObject({
      code: 0,
      pins: [{ liveState: 'attested' }],
    })
  })

  test('cover that has lapsed', async () => {
    const { asset, subject, pins, productId, vault } = scene
    const { termsId } = await lister.breakwater.publishTermsSync({
      ...{ ...TERMS, productId, asset, subject, resolver: deployment.court, pins },
      ...{ codeGrace: TERMS.reportWindow },
    })
    await chain.setCode({ address: vault, bytecode: '0x6001' })
    const { lapseAt } = await keeper.breakwater.flagCodeChangeSync({ termsId, pin: 0 })
    await travelTo(Number(lapseAt))
    const lapsed = await listing('inspect', String(termsId))
    expect(lapsed.code).toBe(1)
    expect(lapsed.out).toContain('Cover on the terms lapsed at ')
  })

  test('an address that no terms pin', async () => {
    const { code, out } = await listing('inspect', scene.asset)
    expect({ code, out }).toEqual({ code: 1, out: `No terms pin ${scene.asset}.\n` })
  })
})

describe('careless input', () => {
  test('is told in one sentence', async () => {
    const file = write(product())
    const usage: [string[], RegExp][] = [
      [[], /^There is no command\. See --help\.\n$/],
      [['listing'], /takes one of check, propose, inspect, pin/],
      [['listing', 'chekc'], /There is no command "listing chekc"/],
      [['listing', 'check'], /"listing check" takes a product file/],
      [['listing', 'check', file], /--rpc-url is missing/],
      [['listing', 'check', file, '--rpc-url', 'localhost:8545'], /starts with http/],
      [['listing', 'check', file, '--rpc-url', '--force'], /--rpc-url takes a value/],
      [['listing', 'check', file, '--verbose'], /There is no option "--verbose"/],
      [['listing', 'check', file, '--against', '1'], /"listing check" has no option --against/],
      [['listing', 'check', file, '--pool', '0x12'], /--pool takes an address, not "0x12"/],
      [['listing', 'inspect', '0'], /the number of terms, or an address, not "0"/],
      [
        ['listing', 'check', file, '--rpc-url', 'http://127.0.0.1:1'],
        /^The node could not be reached or did not answer\.\n$/,
      ],
      [
        ['listing', 'check', file, '--rpc-url', url],
        /^No addresses of Breakwater are known on chain 31337: it is on no public chain yet\.\n$/,
      ],
      [['listing', 'check', join(folder, 'none.json'), ...known], /^There is no file .*none\.json\.\n$/],
      [['listing', 'check', folder, ...known], /cannot be read \(EISDIR\)/],
      [['listing', 'check', file, '--pool', scene.vault, ...known], /^There is no pool at 0x/],
      [['listing', 'inspect', '99', ...known], /^There are no such terms\.\n$/],
      [['listing', 'inspect', '1', '--against', '99', ...known], /^There are no such terms\.\n$/],
      [['listing', 'pin', alice.account.address, ...known], /^There is no code at 0x/],
    ]
    const outcomes = await Promise.all(usage.map(([args]) => breakwater(...args)))
    for (const [i, { code, out, err }] of outcomes.entries()) {
      expect(err).toMatch(usage[i]?.[1] as RegExp)
      expect([code, out, err.trim().split('\n').length]).toEqual([2, '', 1])
    }
  }, 60_000)

  test('a deployment that is none, or of another chain', async () => {
    const file = write(product())
    const at = (content: unknown) =>
      breakwater('listing', 'check', file, '--rpc-url', url, '--deployment', write(content, 'other.json'))
    expect(await at('{')).toMatchObject({ code: 2, err: expect.stringMatching(/is not JSON\.\n$/) })
    expect(await at({})).toMatchObject({
      code: 2,
      err: expect.stringMatching(/has no address "factory"\.\n$/),
    })
    const elsewhere = await at({ ...deployment, registry: alice.account.address })
    expect(elsewhere).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^There is no code at 0x\w+\.\n$/),
    })
  })

  test('a file that is wrong is a finding, with the field', async () => {
    const files: [unknown, string][] = [
      ['{"chainId": 1,', ''],
      [{ ...product(), extra: 1 }, 'extra'],
      [product({ terms: { deductible: 5 } }), 'terms.deductible'],
      [product({ chainId: 1 }), 'chainId'],
    ]
    for (const [content, path] of files) {
      const { code, ok, findings } = await asked('check', write(content))
      expect({ code, ok }).toEqual({ code: 1, ok: false })
      expect(findings).toEqual([expect.objectContaining({ path })])
    }
    const { code, out, err } = await listing('propose', write(product({ chainId: 1 })))
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('The file is for chain 1, and the node is on chain 31337.')
  })

  test('errors are for programs, too, and help is not an error', async () => {
    const { code, error } = await asked('inspect', '99')
    expect({ code, name: error.name }).toEqual({ code: 2, name: 'UnknownTerms' })
    const help = await breakwater('listing', 'check', '--help')
    expect({ code: help.code, err: help.err }).toEqual({ code: 0, err: '' })
    expect(help.out).toContain('Exit codes: 0 no findings, 1 findings, 2 wrong usage')
  })
})
