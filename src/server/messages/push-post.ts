import { lookup } from 'node:dns'
import { request } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Posts bytes to an address and gives the status of the answer. */
export type Post = (
  endpoint: string,
  asked: { readonly headers: Record<string, string>; readonly body: Buffer },
) => Promise<number>

const patienceMs = 10_000

/** What is not the open internet (RFC 6890 and its like). */
const inside = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(net, bits, 'ipv6')

/** Whether an address lies on the open internet; an IPv4 written as IPv6 counts as what it is. */
export function isOutside(address: string): boolean {
  const kind = isIP(address)
  return kind !== 0 && !inside.check(address, kind === 4 ? 'ipv4' : 'ipv6')
}

/** Whether an endpoint may be kept: with a lock, by the usual port, and not a machine of our own by its number. */
export function isPushEndpoint(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false
  const { protocol, hostname, port, username, password } = new URL(endpoint)
  const bare = hostname.replace(/^\[|\]$/g, '')
  const isPlain = protocol === 'https:' && port === '' && username === '' && password === ''
  return isPlain && (isIP(bare) === 0 ? bare.includes('.') : isOutside(bare))
}

/**
 * The name is looked up here, and what it leads to is looked at before anything is sent: an endpoint
 * is what some browser said, and no name may lead our server to itself or its neighbours.
 */
export const lookupOutside: LookupFunction = (hostname, options, found) => {
  lookup(hostname, { ...options, all: true }, (problem, addresses) => {
    if (problem) {
      found(problem, '', 0)
      return
    }
    const outside = addresses.filter(({ address }) => isOutside(address))
    const [first] = outside
    if (!first) found(new Error(`${hostname} is not on the open internet.`), '', 0)
    else if (options.all) found(null, outside)
    else found(null, first.address, first.family)
  })
}

/** Follows no redirect and reads no answer but its status. */
export const postOutside: Post = (endpoint, { headers, body }) =>
  new Promise((resolve, reject) => {
    if (!isPushEndpoint(endpoint)) {
      reject(new Error('Not an endpoint for notifications.'))
      return
    }
    const signal = AbortSignal.timeout(patienceMs)
    const options = { method: 'POST', headers, lookup: lookupOutside, signal }
    const sending = request(endpoint, options, (reply) => {
      reply.resume()
      resolve(reply.statusCode ?? 0)
    })
    sending.on('error', reject)
    sending.end(body)
  })
