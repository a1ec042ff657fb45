/**
 * Writes what the test kit of @breakwater/contracts deploys: the release build's creation code as Solidity, and the base that
 * deploys it. Part of packing it; `--remove` takes both away again, so that this repository's own tests do not compile them.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildContracts } from '../build.ts'
import { artifacts, main, ROOT } from '../lib.ts'

const KIT = join(ROOT, 'contracts/test/kit')
const CODE = join(KIT, 'ReleaseCode.sol')
const BASE = join(KIT, 'BreakwaterTest.sol')

/** Longer lines than this are hard on editors. */
const LINE = 20_000

/** Names of the contracts in `Deployment.Code`, in its order. */
function deployed(): string[] {
  const text = readFileSync(join(ROOT, 'contracts/script/Deployment.sol'), 'utf8')
  const [, fields] = /struct Code \{([^}]*)\}/.exec(text) ?? []
  const names = [...(fields ?? '').matchAll(/bytes (\w+);/g)].map(([, field = '']) => field)
  if (!names.length) throw new Error('contracts/script/Deployment.sol has no struct Code.')
  return names.map((name) => `${name[0]?.toUpperCase()}${name.slice(1)}`)
}

function literal(hexadecimal: string): string {
  const lines = hexadecimal.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? []
  return lines.map((line) => `hex"${line}"`).join('\n            ')
}

/** Creation code of a contract, as a literal. */
function creationCode(name: string, built: Map<string, string>): string {
  const code = built.get(name)
  if (!code || !/^0x([0-9a-f]{2})+$/.test(code)) throw new Error(`The release build has no code of ${name}.`)
  return literal(code.slice(2))
}

function releaseCode(): string {
  const built = new Map(
    artifacts(['contracts/src/', 'contracts/test/mocks/']).map(({ name, bytecode }) => [
      name,
      bytecode.object,
    ]),
  )
  const fields = deployed().map((name) => {
    const field = `${name[0]?.toLowerCase()}${name.slice(1)}`
    return `        code.${field} =\n            ${creationCode(name, built)};\n`
  })
  return `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

// Generated from the release build.

import {Deployment} from "../../script/Deployment.sol";

/// @notice Creation code as it was released.
contract ReleaseCode {
    function protocol() external pure returns (Deployment.Code memory code) {
${fields.join('')}    }

    function token() external pure returns (bytes memory code) {
        code =
            ${creationCode('MockToken', built)};
    }
}
`
}

const RELEASE_BASE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Deployment} from "../../script/Deployment.sol";
import {BreakwaterBase} from "./BreakwaterBase.sol";
import {ReleaseCode} from "./ReleaseCode.sol";

/// @title Breakwater as it was released, for the tests of contracts that use it
/// @notice \`deployBreakwater()\` in \`setUp\`. Nothing of the protocol is compiled for it.
abstract contract BreakwaterTest is BreakwaterBase {
    function _protocolCode() internal override returns (Deployment.Code memory, bytes memory) {
        ReleaseCode release = ReleaseCode(makeAddr("breakwater: release code"));
        vm.etch(address(release), vm.getDeployedCode("ReleaseCode.sol:ReleaseCode"));
        return (release.protocol(), release.token());
    }
}
`

main(import.meta.url, async () => {
  for (const file of [CODE, BASE]) rmSync(file, { force: true })
  if (process.argv.includes('--remove')) return 0
  await buildContracts()
  writeFileSync(CODE, releaseCode())
  writeFileSync(BASE, RELEASE_BASE)
  return 0
})
