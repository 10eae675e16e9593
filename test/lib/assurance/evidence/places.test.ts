import { placesOf } from '../../../../lib/assurance/evidence/places';

const windows = (...parts: readonly string[]): string => ['C:', ...parts].join('\\');

test.each([
  [['/a/b/One.json', '/a/b/sub/Two.json'], '/a/b/sub/Two.json', 'sub/Two.json'],
  [['/a/b/One.json'], '/a/b/One.json', 'One.json'],
  [['/a/One.json', '/b/Two.json'], '/b/Two.json', 'b/Two.json'],
  [[windows('x', 'One.json'), windows('x', 'y', 'Two.json')], windows('x', 'y', 'Two.json'), 'y/Two.json'],
  [['\\\\host\\share\\One.json'], '\\\\host\\share\\One.json', 'One.json'],
  [['../other/One.json', '../other/Two.json'], '../other/One.json', 'One.json'],
  [['out/dev/One.json', '/a/b/Two.json'], 'out/dev/One.json', 'out/dev/One.json'],
  [['./out/One.json'], './out/One.json', 'out/One.json'],
])('of %j, %s is %s', (files, file, expected) => {
  expect(placesOf(files).file(file)).toBe(expected);
});

test('a name that another begins with is not mistaken for it', () => {
  const { text } = placesOf(['/a/b/T.json', '/a/b/T.json.yaml']);
  expect(text('see /a/b/T.json.yaml:3 and /a/b/T.json:4')).toBe('see T.json.yaml:3 and T.json:4');
});

test('names are found where they stand encoded', () => {
  const { document } = placesOf(['/a/<b>/T.json']);
  expect(document('<code>/a/&lt;b&gt;/T.json</code>', (text) => text.replace('<', '&lt;').replace('>', '&gt;'))).toBe('<code>T.json</code>');
});
