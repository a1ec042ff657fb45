export const constructor = {
  type: 'constructor',
  inputs: [{ name: 'factory', type: 'address' }, { name: 'registry', type: 'address' }],
  stateMutability: 'nonpayable',
} as const

export const approve = {
  type: 'function',
  name: 'approve',
  inputs: [{ name: 'account', type: 'address' }, { name: 'id', type: 'uint256' }],
  outputs: [],
  stateMutability: 'payable',
} as const

export const authorizedCover = {
  type: 'function',
  name: 'authorizedCover',
  inputs: [{ name: 'account', type: 'address' }, { name: 'coverId', type: 'uint256' }],
  outputs: [
    {
      name: 'cover',
      type: 'tuple',
      components: [
        { name: 'start', type: 'uint256' },
        { name: 'end', type: 'uint256' },
        { name: 'amount', type: 'uint256' },
        { name: 'rate', type: 'uint256' },
        { name: 'parties', type: 'bool' },
      ],
    },
    { name: 'refundTo', type: 'address' },
  ],
  stateMutability: 'view',
} as const

export const balanceOf = {
  type: 'function',
  name: 'balanceOf',
  inputs: [{ name: 'owner', type: 'address' }],
  outputs: [{ name: 'result', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const coverData = {
  type: 'function',
  name: 'coverData',
  inputs: [{ name: 'coverId', type: 'uint256' }],
  outputs: [
    {
      name: 'cover',
      type: 'tuple',
      components: [
        { name: 'start', type: 'uint256' },
        { name: 'end', type: 'uint256' },
        { name: 'amount', type: 'uint256' },
        { name: 'rate', type: 'uint256' },
        { name: 'parties', type: 'bool' },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const getApproved = {
  type: 'function',
  name: 'getApproved',
  inputs: [{ name: 'id', type: 'uint256' }],
  outputs: [{ name: 'result', type: 'address' }],
  stateMutability: 'view',
} as const

export const isApprovedForAll = {
  type: 'function',
  name: 'isApprovedForAll',
  inputs: [{ name: 'owner', type: 'address' }, { name: 'operator', type: 'address' }],
  outputs: [{ name: 'result', type: 'bool' }],
  stateMutability: 'view',
} as const

export const mint = {
  type: 'function',
  name: 'mint',
  inputs: [
    { name: 'to', type: 'address' },
    { name: 'coverId', type: 'uint256' },
    {
      name: 'cover',
      type: 'tuple',
      components: [
        { name: 'start', type: 'uint256' },
        { name: 'end', type: 'uint256' },
        { name: 'amount', type: 'uint256' },
        { name: 'rate', type: 'uint256' },
        { name: 'parties', type: 'bool' },
      ],
    },
    { name: 'insured', type: 'address' },
    { name: 'refundTo', type: 'address' },
  ],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const name = {
  type: 'function',
  name: 'name',
  inputs: [],
  outputs: [{ type: 'string' }],
  stateMutability: 'pure',
} as const

export const ownerOf = {
  type: 'function',
  name: 'ownerOf',
  inputs: [{ name: 'coverId', type: 'uint256' }],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const partiesOf = {
  type: 'function',
  name: 'partiesOf',
  inputs: [{ name: 'coverId', type: 'uint256' }],
  outputs: [{ name: 'insured', type: 'address' }, { name: 'refundTo', type: 'address' }],
  stateMutability: 'view',
} as const

export const poolOf = {
  type: 'function',
  name: 'poolOf',
  inputs: [{ name: 'poolId', type: 'uint256' }],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const registerPool = {
  type: 'function',
  name: 'registerPool',
  inputs: [{ name: 'poolId', type: 'uint256' }, { name: 'pool', type: 'address' }],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const safeTransferFrom = {
  type: 'function',
  name: 'safeTransferFrom',
  inputs: [
    { name: 'from', type: 'address' },
    { name: 'to', type: 'address' },
    { name: 'id', type: 'uint256' },
  ],
  outputs: [],
  stateMutability: 'payable',
} as const

export const safeTransferFrom2 = {
  type: 'function',
  name: 'safeTransferFrom',
  inputs: [
    { name: 'from', type: 'address' },
    { name: 'to', type: 'address' },
    { name: 'id', type: 'uint256' },
    { name: 'data', type: 'bytes' },
  ],
  outputs: [],
  stateMutability: 'payable',
} as const

export const setApprovalForAll = {
  type: 'function',
  name: 'setApprovalForAll',
  inputs: [{ name: 'operator', type: 'address' }, { name: 'isApproved', type: 'bool' }],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const supportsInterface = {
  type: 'function',
  name: 'supportsInterface',
  inputs: [{ name: 'interfaceId', type: 'bytes4' }],
  outputs: [{ type: 'bool' }],
  stateMutability: 'view',
} as const

export const symbol = {
  type: 'function',
  name: 'symbol',
  inputs: [],
  outputs: [{ type: 'string' }],
  stateMutability: 'pure',
} as const

export const tokenURI = {
  type: 'function',
  name: 'tokenURI',
  inputs: [{ name: 'coverId', type: 'uint256' }],
  outputs: [{ type: 'string' }],
  stateMutability: 'view',
} as const

export const transferFrom = {
  type: 'function',
  name: 'transferFrom',
  inputs: [
    { name: 'from', type: 'address' },
    { name: 'to', type: 'address' },
    { name: 'id', type: 'uint256' },
  ],
  outputs: [],
  stateMutability: 'payable',
} as const

export const update = {
  type: 'function',
  name: 'update',
  inputs: [
    { name: 'coverId', type: 'uint256' },
    {
      name: 'cover',
      type: 'tuple',
      components: [
        { name: 'start', type: 'uint256' },
        { name: 'end', type: 'uint256' },
        { name: 'amount', type: 'uint256' },
        { name: 'rate', type: 'uint256' },
        { name: 'parties', type: 'bool' },
      ],
    },
  ],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const Approval = {
  type: 'event',
  name: 'Approval',
  inputs: [
    { name: 'owner', type: 'address', indexed: true },
    { name: 'account', type: 'address', indexed: true },
    { name: 'id', type: 'uint256', indexed: true },
  ],
} as const

export const ApprovalForAll = {
  type: 'event',
  name: 'ApprovalForAll',
  inputs: [
    { name: 'owner', type: 'address', indexed: true },
    { name: 'operator', type: 'address', indexed: true },
    { name: 'isApproved', type: 'bool' },
  ],
} as const

export const MetadataUpdate = { type: 'event', name: 'MetadataUpdate', inputs: [{ name: '_tokenId', type: 'uint256' }] } as const

export const Transfer = {
  type: 'event',
  name: 'Transfer',
  inputs: [
    { name: 'from', type: 'address', indexed: true },
    { name: 'to', type: 'address', indexed: true },
    { name: 'id', type: 'uint256', indexed: true },
  ],
} as const
