/** A resource record: names are absolute, data as a zone file writes it. */
export interface DNSRecord {
  readonly name: string;
  readonly type: string;
  /** Seconds. */
  readonly ttl: number;
  readonly data: string;
}

/** `TIMEOUT` stands for no answer at all. */
export type RCode = 'NOERROR' | 'NXDOMAIN' | 'REFUSED' | 'TIMEOUT';

export interface DNSAnswer {
  readonly rcode: RCode;
  /** A CNAME stands before what it points to; otherwise in the order of the objects. */
  readonly answers: readonly DNSRecord[];
}

/** One query and what came back. */
export interface DNSTry extends DNSAnswer {
  /** Absolute. */
  readonly query: string;
}
