import { describe, expect, it } from 'vitest';
import { parseTarget } from '../../../../src/engine/network/target.ts';

describe('parseTarget', () => {
  it.each([
    ['web', 'web', 80, false],
    ['web:8080', 'web', 8080, false],
    ['http://web', 'web', 80, true],
    ['https://web/a?b=c#d', 'web', 443, true],
    ['http://user:secret@web.default:8000/x:1', 'web.default', 8000, true],
    ['postgres://db:5432/x', 'db', 5432, true],
    ['web.default.svc.cluster.local.:80', 'web.default.svc.cluster.local.', 80, false],
    ['_http._tcp.web:80', '_http._tcp.web', 80, false],
    ['10.96.1.10:80', '10.96.1.10', 80, false],
    ['[fd00::1]:80', 'fd00::1', 80, false],
    ['http://[fd00:0::1]/', 'fd00::1', 80, true],
    ['fd00::1', 'fd00::1', 80, false],
    ['  node-1:30080 ', 'node-1', 30080, false],
  ])('reads %s', (text, host, port, speaksFirst) => {
    expect(parseTarget(text)).toMatchObject({ host, port, speaksFirst });
  });

  it.each(['', ':80', 'web:0', 'web:70000', 'web:http', 'http://', '[fd00::1', 'a b', 'web:80:80', '-web'])('finds nothing in %j', (text) => {
    expect(parseTarget(text)).toBeUndefined();
  });
});
