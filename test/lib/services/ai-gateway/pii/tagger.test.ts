import { createPiiFinder } from '../../../../../lib/services/ai-gateway/pii';

const finder = createPiiFinder();
const found = (text: string): string[] => finder.all(text).map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);

describe('names, places and organisations', () => {
  test.each([
    ['My name is Sarah Thompson and I live in Copenhagen.', ['PERSON Sarah Thompson', 'GPE Copenhagen']],
    ['Please send it to 12 Baker Street, London.', ['STREET_ADDRESS 12 Baker Street', 'GPE London']],
    ['Dr. Miller is a 54 year old man from Canada.', ['TITLE Dr.', 'PERSON Miller', 'AGE 54', 'GPE Canada']],
    ['I work for Brown, Garcia and Meyer.', ['ORGANIZATION Brown, Garcia and Meyer']],
    ['She speaks Italian.', ['NRP Italian']],
    ['See you on Friday, David!', ['DATE_TIME Friday', 'PERSON David']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test('an address over several lines is one finding up to its parts', () => {
    const text = 'Deliver to: 1842 Lindenstrasse 14\n Apt. 203\n Freiburg\n Germany 79098';
    const address = finder.all(text).filter(({ type }) => type === 'STREET_ADDRESS');
    expect(address.reduce((sum, { start, end }) => sum + end - start, 0)).toBeGreaterThan(30);
    expect(text.slice(address[0]?.start).startsWith('1842')).toBe(true);
  });

  test('structured findings keep their place among them', () => {
    expect(found('Call Maria Rossi on +44 7700 900123 or write to maria@example.com.')).toEqual(['PERSON Maria Rossi', 'PHONE_NUMBER +44 7700 900123', 'EMAIL_ADDRESS maria@example.com']);
  });

  test.each([
    'The request was refused because the token had expired an hour ago.',
    'How do I configure the cache of the build server?',
    'Add two eggs, flour and a pinch of salt, then wait.',
    'const answer = compute(input, options);',
    '``` ### --- *** ||| \n\n\n ... !!!',
    '',
  ])('nothing in: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  test('findings of any text are in order, do not overlap and lie within it', () => {
    for (const text of ['John\u200B Smith of \u{1F600} Paris, \uFF11\uFF12 Main Street', 'MR. JOHN SMITH\r\n\r\n12, RUE X\t75001 PARIS', 'a\u0301'.repeat(50), '(((('.repeat(20), 'John '.repeat(100)]) {
      let last = 0;
      for (const { start, end } of finder.all(text)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(text.length);
    }
  });

  test('the same text gives the same findings', () => {
    const text = 'Ann Lee met Bob Stone in Vienna on 3 May 2021.';
    expect(finder.all(text)).toEqual(createPiiFinder().all(text));
  });
});
