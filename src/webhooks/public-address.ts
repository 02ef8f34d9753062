import { BlockList, isIP, isIPv6 } from 'node:net';

type Network = readonly [address: string, prefix: number];

/** IPv4 networks that are not the public internet (IANA special-purpose registry, RFC 6890, and multicast). */
const specialIPv4: readonly Network[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Networks within 2000::/3 that are special, or that carry an IPv4 address inside. All outside 2000::/3 is special. */
const specialIPv6: readonly Network[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const ipv4 = blockListOf(specialIPv4, 'ipv4');
const ipv6 = blockListOf(specialIPv6, 'ipv6');
const globalUnicast = blockListOf([['2000::', 3]], 'ipv6');

function blockListOf(networks: readonly Network[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of networks) list.addSubnet(address, prefix, family);
  return list;
}

/** Whether an IP address belongs to the public internet; false for what is no IP address. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  if (isIPv6(address)) return globalUnicast.check(address, 'ipv6') && !ipv6.check(address, 'ipv6');
  return !ipv4.check(address, 'ipv4');
}

/** Networks that requests may reach although they are private, such as a receiver inside a hospital's own network. */
export class AllowedNetworks {
  private readonly list = new BlockList();

  /** @param networks such as `10.20.0.0/16` or `fd00:20::/32`. @throws Error when one is malformed */
  constructor(networks: readonly string[] = []) {
    for (const network of networks) {
      const [address = '', prefix = ''] = network.split('/');
      const family = isIP(address);
      if (family === 0 || !/^\d{1,3}$/.test(prefix)) throw new Error('must be networks such as 10.20.0.0/16');
      this.list.addSubnet(address, Number(prefix), family === 6 ? 'ipv6' : 'ipv4');
    }
  }

  /** Whether a request may go to this IP address: it is public, or lies in one of these networks. */
  permits(address: string): boolean {
    return isPublicAddress(address) || this.contains(address);
  }

  /** Whether an IP address lies in one of these networks. */
  contains(address: string): boolean {
    const family = isIP(address);
    return family !== 0 && this.list.check(address, family === 6 ? 'ipv6' : 'ipv4');
  }
}
