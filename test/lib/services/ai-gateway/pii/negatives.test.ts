import { createPiiFinder } from '../../../../../lib/services/ai-gateway/pii';

const finder = createPiiFinder();

describe('what is left alone', () => {
  test.each([
    'Order 4821-8834-12 was shipped in 3 parcels of 12.5 kg.',
    'version 1.2.3.4 replaces v10.0.0.1 and release 2.14.0-rc.1',
    'at 2024-01-31T10:11:12.345Z and 1706695872345 and 2024-01-31 10:11:12',
    'id 550e8400-e29b-41d4-a716-446655440000 of d41d8cd98f00b204e9800998ecf8427e',
    'commit 9fceb02d0ae598e95dc970b74767f19372d61af8, tag v20.20.2',
    'const total = items.map((x) => x.price * 1.19).reduce((a, b) => a + b, 0);',
    'import { readFileSync } from \'node:fs\'; foo.bar.baz(); node.js and next.js',
    '3.14159265358979 * 2 = 6.28318530717958 and 1/3 = 0.3333333333333333',
    'x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]',
    '1000000000000000 1234567890123456 0000000000000000',
    'std::vector<int> a; 12:34:56; ::1; 127.0.0.1; 255.255.255.0; 0.0.0.0',
    'password: required, api_key: string, token: ${TOKEN}, secret: process.env.SECRET, password=********',
    'The password is required. Your secret is safe. The token was refused.',
    'pages 10-12, 2019-2020, 1/2/2024 to 3/4/2024, chapter 4.5.6',
    'ratio 16:9, score 3-2, 100-200 people, 5 x 6 = 30, +5 points, 20 + 30',
    'ISBN 978-3-16-148410-0, EAN 4006381333931, room 101, flight LH 400',
    'He said e.g. this.And that i.e. the other.It was fine...',
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk',
    'the file begins with a line of dashes -----BEGIN CERTIFICATE-----',
    'user@localhost, @mention, a@b, foo@, @bar.com',
  ])('%s', (text) => {
    expect(finder.structured(text).map(({ type, start, end }) => `${type} ${text.slice(start, end)}`)).toEqual([]);
  });

  test('an SSN of an area, group or serial that was never given out', () => {
    for (const number of ['000-12-3456', '666-12-3456', '900-12-3456', '123-00-4567', '123-45-0000', '078-05-1120']) expect(finder.structured(`SSN ${number}`).filter(({ type }) => type === 'US_SSN')).toEqual([]);
  });
});
