/**
 * Runs in the page before its own code: a wallet that announces itself by EIP-6963, as an extension does. It is plain
 * JavaScript, because what compiles tests puts helpers into functions that a page does not have.
 */
;(() => {
  const { url, account, batches } = window.walletOptions
  const state = { account, chainId: 31337, rejects: false, asked: [] }
  const listeners = new Map()
  const listenersOf = (event) => listeners.get(event) ?? []
  const emit = (event, value) => {
    for (const listener of listenersOf(event)) listener(value)
  }
  const failure = ({ code, message, data }) => Object.assign(new Error(message), { code, data })
  const inHex = (chainId) => `0x${chainId.toString(16)}`
  const setChain = (chainId) => {
    state.chainId = chainId
    emit('chainChanged', inHex(chainId))
  }

  async function request({ method, params = [] }) {
    state.asked.push(method)
    // A page is told of accounts once its user has connected it, also after it was loaded again.
    if (method === 'eth_requestAccounts') sessionStorage.setItem('wallet.isConnected', 'true')
    if (method === 'eth_requestAccounts' || method === 'eth_accounts')
      return sessionStorage.getItem('wallet.isConnected') ? [state.account] : []
    if (method === 'eth_chainId') return inHex(state.chainId)
    if (method === 'wallet_switchEthereumChain') {
      setChain(Number(params[0].chainId))
      return null
    }
    if (batches && method === 'wallet_getCapabilities')
      return { [inHex(state.chainId)]: { atomic: { status: 'supported' } } }
    if (batches && method === 'wallet_sendCalls') return { id: await window.sendBatch(params[0].calls) }
    if (batches && method === 'wallet_getCallsStatus') return statusOf(params[0])
    if (method.startsWith('wallet_')) throw failure({ code: 4200, message: `${method} is not supported` })
    const asksUser = method === 'eth_sendTransaction' || method.startsWith('eth_sign')
    if (asksUser && state.rejects) throw failure({ code: 4001, message: 'User rejected the request.' })
    if (method === 'eth_sendTransaction') await window.beforeSend()
    return ask(method, params)
  }

  async function ask(method, params) {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    })
    const { result, error } = await answer.json()
    if (error) throw failure(error)
    return result
  }

  async function statusOf(id) {
    const receipt = await ask('eth_getTransactionReceipt', [id])
    const base = { id, version: '2.0.0', chainId: inHex(state.chainId), atomic: true }
    return receipt ? { ...base, status: 200, receipts: [receipt] } : { ...base, status: 100 }
  }

  const provider = {
    request,
    on: (event, listener) => listeners.set(event, [...listenersOf(event), listener]),
    removeListener: (event, listener) =>
      listeners.set(
        event,
        listenersOf(event).filter((one) => one !== listener),
      ),
  }
  const info = {
    uuid: '350670db-19fa-4704-a166-e52e178b59d2',
    name: 'Test wallet',
    icon: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>',
    rdns: 'test.wallet',
  }
  const announce = () =>
    window.dispatchEvent(
      new CustomEvent('eip6963:announceProvider', { detail: Object.freeze({ info, provider }) }),
    )
  window.addEventListener('eip6963:requestProvider', announce)
  announce()
  window.wallet = { state, setChain }
})()
