/** What diagnosis says: the page and the command line say the same. */
export { diagnosis } from '../../../protocol/messages/diagnosis.ts';
