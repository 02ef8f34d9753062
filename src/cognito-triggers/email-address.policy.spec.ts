import { emailDomain, isVerified } from './email-address.policy.js';

const approved = 'sunrise-eye.com';
const long = (length: number) => 'a'.repeat(length);

const accepted: readonly string[] = [
  'ada@sunrise-eye.com',
  'ada.lovelace@sunrise-eye.com',
  'a@sunrise-eye.com',
  'ADA@SUNRISE-EYE.COM',
  'Ada@Sunrise-Eye.Com',
  'ada+portal@sunrise-eye.com',
  "o'brien@sunrise-eye.com",
  'ada_lovelace-1815@sunrise-eye.com',
  '1815@sunrise-eye.com',
  '{ada}@sunrise-eye.com',
  `${long(64)}@sunrise-eye.com`,
];

/** Each would be let in by some quick way of taking the domain: `split('@')[1]`, `endsWith`, `includes`, trim, Unicode lower case. */
const hostile: readonly [why: string, address: unknown][] = [
  // two readings of where the domain begins
  ['a second @ in front', 'ada@evil.example@sunrise-eye.com'],
  ['a second @ behind', 'ada@sunrise-eye.com@evil.example'],
  ['two @ in a row', 'ada@@sunrise-eye.com'],
  ['@ at the end', 'ada@sunrise-eye.com@'],
  ['no local part', '@sunrise-eye.com'],
  ['no domain', 'ada@'],
  ['no @', 'sunrise-eye.com'],
  ['@ alone', '@'],
  ['empty', ''],
  // RFC 5322 quoting, comments and routes
  ['quoted local part', '"ada"@sunrise-eye.com'],
  ['quoted @', '"ada@evil.example"@sunrise-eye.com'],
  ['quoted space', '"a da"@sunrise-eye.com'],
  ['escaped @', 'ada\\@evil.example@sunrise-eye.com'],
  ['backslash', 'a\\da@sunrise-eye.com'],
  ['comment in the local part', 'ada(at evil.example)@sunrise-eye.com'],
  ['comment before the domain', 'ada@(evil.example)sunrise-eye.com'],
  ['comment after the domain', 'ada@sunrise-eye.com(evil)'],
  ['angle brackets', '<ada@sunrise-eye.com>'],
  ['display name', 'Ada <ada@sunrise-eye.com>'],
  ['display name of an approved address', 'ada@sunrise-eye.com <ada@evil.example>'],
  ['source route', '@evil.example:ada@sunrise-eye.com'],
  ['percent routing', 'ada%evil.example@sunrise-eye.com'],
  ['bang path', 'evil.example!ada@sunrise-eye.com'],
  ['group syntax', 'clinic:ada@sunrise-eye.com;'],
  ['list by comma', 'ada@sunrise-eye.com,eve@evil.example'],
  ['list by semicolon', 'eve@evil.example;ada@sunrise-eye.com'],
  ['list by space', 'eve@evil.example ada@sunrise-eye.com'],
  ['mailto', 'mailto:ada@sunrise-eye.com'],
  ['mailto query', 'ada@sunrise-eye.com?bcc=eve@evil.example'],
  // white space and control characters
  ['space in front', ' ada@sunrise-eye.com'],
  ['space behind', 'ada@sunrise-eye.com '],
  ['space before @', 'ada @sunrise-eye.com'],
  ['space after @', 'ada@ sunrise-eye.com'],
  ['tab', 'ada\t@sunrise-eye.com'],
  ['line feed behind', 'ada@sunrise-eye.com\n'],
  ['header injection', 'ada@sunrise-eye.com\r\nBcc: eve@evil.example'],
  ['line feed in front', 'eve@evil.example\nada@sunrise-eye.com'],
  ['NUL behind', 'ada@sunrise-eye.com\0'],
  ['NUL in the domain', 'ada@evil.example\0.sunrise-eye.com'],
  ['NUL in the local part', 'ada\0@sunrise-eye.com'],
  ['delete character', 'ada\u007f@sunrise-eye.com'],
  ['vertical tab', 'ada@sunrise-eye.com\v'],
  ['no-break space', 'ada@sunrise-eye.com\u00a0'],
  ['byte order mark', '\ufeffada@sunrise-eye.com'],
  ['zero-width space', 'ada@sunrise\u200b-eye.com'],
  ['zero-width joiner', 'ada\u200d@sunrise-eye.com'],
  ['soft hyphen', 'ada@sunrise\u00ad-eye.com'],
  ['right-to-left override', 'ada@\u202esunrise-eye.com'],
  ['line separator', 'ada@sunrise-eye.com\u2028'],
  // letters that look or lower-case alike
  ['Kelvin sign in the domain', 'ada@sunrise-eye.com'.replace('e.', '\u212a.')],
  ['Kelvin sign in the local part', '\u212aate@sunrise-eye.com'],
  ['dotted capital I (U+0130)', 'ada@sunr\u0130se-eye.com'],
  ['dotless i (U+0131)', 'ada@sunr\u0131se-eye.com'],
  ['long s (U+017F)', 'ada@\u017funrise-eye.com'],
  ['Cyrillic e', 'ada@sunrise-\u0435ye.com'],
  ['Cyrillic a in the local part', '\u0430da@sunrise-eye.com'],
  ['Greek omicron', 'ada@sunrise-eye.c\u03bfm'],
  ['full-width letters', 'ada@\uff53unrise-eye.com'],
  ['full-width @', 'ada\uff20sunrise-eye.com'],
  ['small @ (U+FE6B)', 'ada\ufe6bsunrise-eye.com'],
  ['full-width full stop', 'ada@sunrise-eye\uff0ecom'],
  ['ideographic full stop', 'ada@sunrise-eye\u3002com'],
  ['one-dot leader', 'ada@sunrise-eye\u2024com'],
  ['non-breaking hyphen', 'ada@sunrise\u2011eye.com'],
  ['combining accent', 'ada@sunrise-e\u0301ye.com'],
  ['ligature', 'o\ufb03ce@sunrise-eye.com'],
  ['circled letter', 'ada@\u24e2unrise-eye.com'],
  ['mathematical letter', 'ada@\ud835\udc2cunrise-eye.com'],
  ['lone surrogate', 'ada\ud800@sunrise-eye.com'],
  ['emoji', '\ud83d\ude00@sunrise-eye.com'],
  // other domains
  ['a subdomain', 'ada@mail.sunrise-eye.com'],
  ['a longer domain', 'ada@notsunrise-eye.com'],
  ['a domain that begins with it', 'ada@sunrise-eye.com.evil.example'],
  ['its punycode look-alike', 'ada@xn--sunrise-ye-ecb.com'],
  ['another top level', 'ada@sunrise-eye.co'],
  ['a dash more', 'ada@sunrise--eye.com'],
  ['its top level alone', 'ada@com'],
  ['a host name', 'ada@localhost'],
  // not quite the domain
  ['dot behind', 'ada@sunrise-eye.com.'],
  ['dot in front', 'ada@.sunrise-eye.com'],
  ['two dots', 'ada@sunrise-eye..com'],
  ['dash in front', 'ada@-sunrise-eye.com'],
  ['dash at the end of a label', 'ada@sunrise-eye-.com'],
  ['underscore', 'ada@sunrise_eye.com'],
  ['port', 'ada@sunrise-eye.com:25'],
  ['slash', 'ada@sunrise-eye.com/evil'],
  ['hash', 'ada@sunrise-eye.com#evil.example'],
  ['key separator', 'ada@sunrise-eye.com#META'],
  ['star', 'ada@*.com'],
  ['percent encoding', 'ada@sunrise%2Deye.com'],
  ['IPv4 literal', 'ada@[127.0.0.1]'],
  ['IPv4 bare', 'ada@127.0.0.1'],
  ['IPv6 literal', 'ada@[IPv6:::1]'],
  ['domain literal', 'ada@[sunrise-eye.com]'],
  // not quite a local part
  ['dot in front of the local part', '.ada@sunrise-eye.com'],
  ['dot behind the local part', 'ada.@sunrise-eye.com'],
  ['two dots in the local part', 'ada..lovelace@sunrise-eye.com'],
  ['dots alone', '...@sunrise-eye.com'],
  // lengths
  ['local part of 65', `${long(65)}@sunrise-eye.com`],
  ['255 characters', `ada@${'a.'.repeat(117)}sunrise-eye.com`.padStart(255, 'b')],
  ['label of 64', `ada@${long(64)}.com`],
  ['a megabyte', `${long(1_000_000)}@sunrise-eye.com`],
  ['a megabyte of dots', `a${'.a'.repeat(500_000)}@sunrise-eye.com`],
  // not a string
  ['an array', ['ada@sunrise-eye.com']],
  ['an array of two', ['eve@evil.example', 'ada@sunrise-eye.com']],
  ['an object', { toString: () => 'ada@sunrise-eye.com' }],
  ['an object with split', { length: 3, split: () => ['ada', approved] }],
  ['a String object', new String('ada@sunrise-eye.com')],
  ['null', null],
  ['undefined', undefined],
  ['a number', 42],
  ['true', true],
];

describe('the policy for e-mail addresses', () => {
  it.each(accepted)('takes %s for an address of the clinic', (address) => {
    expect(emailDomain(address)).toBe(approved);
  });

  it('is tried with at least 80 hostile addresses', () => {
    expect(new Set(hostile.map(([, address]) => address)).size).toBeGreaterThanOrEqual(80);
  });

  it.each(hostile)('does not take %s for an address of the clinic', (_why, address) => {
    expect(emailDomain(address)).not.toBe(approved);
  });

  it('names only plain lower-case domains, whatever it is given', () => {
    for (const [, address] of hostile) expect(emailDomain(address) ?? 'a.bc').toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);
  });

  it('keeps subdomains apart, so that they count only where they are listed', () => {
    expect(emailDomain('ada@mail.sunrise-eye.com')).toBe('mail.sunrise-eye.com');
  });
});

describe('an address', () => {
  it.each(['true', 'True', 'TRUE'])('is verified when email_verified is %p', (value) => {
    expect(isVerified(value)).toBe(true);
  });

  it.each(['false', 'False', '', ' true', 'true ', 'yes', '1', 1, true, null, undefined, ['true'], {}])(
    'is not verified when email_verified is %p',
    (value) => {
      expect(isVerified(value)).toBe(false);
    },
  );
});
