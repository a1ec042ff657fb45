export const codeOf = {
  type: 'function',
  name: 'codeOf',
  inputs: [
    { name: 'target', type: 'address' },
    { name: 'kind', type: 'uint8' },
    {
      name: 'proof',
      type: 'tuple',
      components: [
        { name: 'header', type: 'bytes' },
        { name: 'accountProof', type: 'bytes[]' },
        { name: 'storageProof', type: 'bytes[]' },
      ],
    },
  ],
  outputs: [
    {
      name: 'code',
      type: 'tuple',
      components: [
        { name: 'codeHash', type: 'bytes32' },
        { name: 'implementation', type: 'address' },
        { name: 'implementationCodeHash', type: 'bytes32' },
        { name: 'asOf', type: 'uint40' },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const implementationAt = {
  type: 'function',
  name: 'implementationAt',
  inputs: [
    { name: 'proxy', type: 'address' },
    {
      name: 'proof',
      type: 'tuple',
      components: [
        { name: 'header', type: 'bytes' },
        { name: 'accountProof', type: 'bytes[]' },
        { name: 'storageProof', type: 'bytes[]' },
      ],
    },
  ],
  outputs: [
    { name: 'implementation', type: 'address' },
    { name: 'codeHash', type: 'bytes32' },
    { name: 'asOf', type: 'uint40' },
  ],
  stateMutability: 'view',
} as const
