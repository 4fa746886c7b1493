import type { FieldError } from '../field.ts';
import { invalid, notSupported, required, tooLong } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { internalValue } from '../internalValue.ts';
import type { Loose } from '../loose.ts';
import type { AppArmorProfile, SeccompProfile } from '../types.generated.ts';
import { utf8Length } from '../utf8.ts';
import { validateLocalDescendingPath } from './paths.ts';

const profileTypes = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const longestProfile = 4095;

/** Mirrors validateSeccompProfileField in pkg/apis/core/validation/validation.go (v1.36). */
export function validateSeccompProfile(profile: Loose<SeccompProfile> | undefined, path: FieldPath): FieldError[] {
  if (profile === undefined) return [];
  const { type = '', localhostProfile } = profile;
  const errors: FieldError[] = [];
  if (type === '') errors.push(required(path.child('type'), 'type is required when seccompProfile is set'));
  else if (!profileTypes.includes(type)) errors.push(notSupported(path.child('type'), type, profileTypes));
  const at = path.child('localhostProfile');
  if (type === 'Localhost') errors.push(...(localhostProfile === undefined ? [required(at, 'must be set when seccomp type is Localhost')] : validateLocalDescendingPath(localhostProfile, at)));
  else if (localhostProfile !== undefined) errors.push(invalid(at, internalValue('SeccompProfile', profile), 'can only be set when seccomp type is Localhost'));
  return errors;
}

function validateLocalhostProfile(profile: string | undefined, path: FieldPath): FieldError[] {
  if (profile === undefined) return [required(path, 'must be set when AppArmor type is Localhost')];
  const errors: FieldError[] = [];
  if (profile.trim() !== profile) errors.push(invalid(path, profile, 'must not be padded with whitespace'));
  else if (profile === '') errors.push(required(path, 'must be set when AppArmor type is Localhost'));
  if (utf8Length(profile) > longestProfile) errors.push(tooLong(path, longestProfile));
  return errors;
}

/** Mirrors ValidateAppArmorProfileField (v1.36). */
export function validateAppArmorProfile(profile: Loose<AppArmorProfile> | undefined, path: FieldPath): FieldError[] {
  if (profile === undefined) return [];
  const { type = '', localhostProfile } = profile;
  if (type === 'Localhost') return validateLocalhostProfile(localhostProfile, path.child('localhostProfile'));
  if (type === '') return [required(path.child('type'), 'type is required when appArmorProfile is set')];
  if (!profileTypes.includes(type)) return [notSupported(path.child('type'), type, profileTypes)];
  return localhostProfile === undefined ? [] : [invalid(path.child('localhostProfile'), localhostProfile, 'can only be set when AppArmor type is Localhost')];
}
