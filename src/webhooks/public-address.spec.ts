import { AllowedNetworks, isPublicAddress } from './public-address.js';

describe('public addresses', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.15.255.255', '172.32.0.1', '100.63.0.1', '2606:4700:4700::1111', '2a00:1450::1'])(
    '%s is one',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.255',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    'localhost',
    '',
    '127.1',
    '0x7f000001',
  ])('%s is none', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('may be joined by networks that are allowed by name', () => {
    const networks = new AllowedNetworks(['10.20.0.0/16', 'fd00:20::/32']);
    expect(['10.20.3.4', 'fd00:20::9', '8.8.8.8'].every((address) => networks.permits(address))).toBe(true);
    expect(['10.21.0.1', 'fd00:21::1', '127.0.0.1'].some((address) => networks.permits(address))).toBe(false);
    expect(networks.contains('8.8.8.8')).toBe(false);
    expect(() => new AllowedNetworks(['10.20.0.0'])).toThrow();
    expect(() => new AllowedNetworks(['everything/0'])).toThrow();
  });
});
