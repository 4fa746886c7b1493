import { describe, expect, it } from 'vitest';
import { parseManifests } from '../../../src/manifests/parseManifests.ts';
import { offerMending } from '../../../src/worker/offerMending.ts';

const wreck = 'apiVersion: v1kind: Servicemetadata:name: webspec:ports:- port: 80';
const good = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n    - port: 80\n';

describe('offerMending', () => {
  it('offers for a text that is pasted or opened', () => {
    const before = { parse: parseManifests(good) };
    expect(offerMending(parseManifests(wreck), undefined)).toMatchObject({ kind: 'mended', text: good });
    expect(offerMending(parseManifests(wreck), before)).toMatchObject({ kind: 'mended', text: good });
  });

  it('keeps the offer while the wreck is typed into', () => {
    const parse = parseManifests(wreck);
    const mending = offerMending(parse, undefined);
    expect(offerMending(parseManifests(`${wreck}80`), { parse, ...(mending === undefined ? {} : { mending }) })).toMatchObject({ kind: 'mended', text: good.replace('port: 80', 'port: 8080') });
  });

  it.each([
    ['good text', good, ''],
    ['a typed mistake', good.replace('name: web', 'name: web\n n'), good.replace('name: web', 'name: web\n ')],
    ['a misspelt field', good.replace('ports', 'prots'), ''],
    ['what nobody can mend', 'Once upon a kind: of time', ''],
  ])('offers nothing for %s', (_, text, before) => {
    expect(offerMending(parseManifests(text), { parse: parseManifests(before) })).toBeUndefined();
  });
});
