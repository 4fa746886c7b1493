import { quote } from '../../kube/quote.ts';

/** What cmdutil.CheckErr says of a NoResourceMatchError that comes to it as it is: without `error: `. */
export function noSuchResource(resource: string): string {
  return `the server doesn't have a resource type ${quote(resource)}\n`;
}
