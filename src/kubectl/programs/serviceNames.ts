/** Names of well-known ports, as /etc/services of Debian has them. */
const names: Readonly<Record<number, string>> = {
  21: 'ftp', 22: 'ssh', 23: 'telnet', 25: 'smtp', 53: 'domain', 80: 'http', 110: 'pop3', 123: 'ntp', 143: 'imap2', 389: 'ldap', 443: 'https', 465: 'submissions', 587: 'submission', 636: 'ldaps', 993: 'imaps', 995: 'pop3s',
  1433: 'ms-sql-s', 2049: 'nfs', 3306: 'mysql', 5432: 'postgresql', 5671: 'amqps', 5672: 'amqp', 6379: 'redis', 8080: 'http-alt', 9418: 'git',
};

/** Undefined where the port has no name. */
export function serviceName(port: number): string | undefined {
  return names[port];
}
