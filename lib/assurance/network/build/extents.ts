import { own } from '../../template/source';
import { hasSymbol } from '../../template/symbols';
import { ALL_V4, ALL_V6, atom, exactly, extentOfCidr, notKnown, parseCidr, type Extent } from '../addresses';
import { IntervalSet, unionOf } from '../intervals';
import type { Reader } from './reader';

/** An address list as a rule or a route names it. */
export interface Named {
  readonly extent: Extent;
  /** Length of the prefix, for routes; what is not known counts as the longest. */
  readonly prefix: number;
}

const LONGEST = 1000;

/** Gives addresses to what a template only names, always the same for the same name. */
export class AddressBook {
  private readonly blocks = new Map<string, IntervalSet>();
  private readonly services = new Map<string, number>();
  private privates = 0;
  private sixes = 0;

  public constructor(private readonly reader: Reader) {}

  /** A block that is not told, within a VPC. */
  public unnamedBlock(kind: 'private' | 'v6'): IntervalSet {
    return kind === 'private' ? atom('private', this.privates++) : atom('v6', this.sixes++);
  }

  /** From now on the text means these addresses. */
  public define(name: string, addresses: IntervalSet): void {
    this.blocks.set(name, (this.blocks.get(name) ?? IntervalSet.EMPTY).union(addresses));
  }

  public service(name: string): IntervalSet {
    const index = this.services.get(name) ?? this.services.size;
    this.services.set(name, index);
    return atom('service', index);
  }

  /** The addresses of all services that were asked for. */
  public get namedServices(): IntervalSet {
    return unionOf([...this.services.keys()].map((name) => this.service(name)));
  }

  public cidr(name: string, family: 4 | 6): Named {
    const known = parseCidr(name);
    if (known) return { extent: extentOfCidr(known), prefix: known.prefix };
    const block = this.blocks.get(name) ?? this.ofVpc(name);
    if (block) return { extent: exactly(block), prefix: 24 };
    return { extent: notKnown(name, family === 4 ? ALL_V4 : ALL_V6), prefix: LONGEST };
  }

  public prefixList(name: string): Named {
    const given = own(this.reader.options.prefixLists, name) ?? this.lookedUp(name);
    if (given && 'service' in given) return { extent: exactly(this.service(given.service)), prefix: LONGEST - 1 };
    if (given) return this.listed(given.cidrs);
    const resource = this.reader.resource(name, 'AWS::EC2::PrefixList');
    if (!resource || resource.doubt) return { extent: notKnown(name), prefix: LONGEST };
    return this.listed(this.reader.items(resource.properties, 'Entries').map((entry) => this.reader.text(entry, 'Cidr') ?? 'not told'));
  }

  private lookedUp(name: string): { readonly service: string } | undefined {
    const found = this.reader.find(name);
    const lookup = own(this.reader.options.prefixListResources, found?.resource.type);
    const service = lookup?.attribute === found?.attribute ? this.reader.text(found?.resource.properties, lookup?.service ?? '') : undefined;
    return service === undefined || hasSymbol(service) ? undefined : { service };
  }

  private listed(names: readonly string[]): Named {
    const entries = names.map((name) => this.cidr(name, name.includes(':') ? 6 : 4));
    return {
      extent: { atLeast: unionOf(entries.map(({ extent }) => extent.atLeast)), atMost: unionOf(entries.map(({ extent }) => extent.atMost)), cause: entries.find(({ extent }) => extent.cause)?.extent.cause },
      prefix: Math.max(0, ...entries.map(({ prefix }) => prefix)),
    };
  }

  /** `Fn::GetAtt: [Vpc, CidrBlock]` where the template does not tell the block itself. */
  private ofVpc(name: string): IntervalSet | undefined {
    const found = this.reader.find(name);
    return found?.attribute === 'CidrBlock' ? this.blocks.get(found.resource.id) : undefined;
  }
}
