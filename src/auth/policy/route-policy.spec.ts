import { ClinicScoped, NotClinicScoped, Public, Roles, Scopes, SignedIn } from './policy.decorators.js';
import { PolicyError, readPolicy, RoutePolicies } from './route-policy.js';

type Decorator = ReturnType<typeof Public>;

/** Reads the policy of a method with these decorators in a class with those. */
function policyOf(onMethod: readonly Decorator[], onClass: readonly Decorator[] = []) {
  class Controller {
    handle() {
      return undefined;
    }
  }
  const descriptor = Object.getOwnPropertyDescriptor(Controller.prototype, 'handle') ?? {};
  for (const decorate of onMethod) decorate(Controller.prototype, 'handle', descriptor);
  for (const decorate of onClass) decorate(Controller);
  return readPolicy(descriptor.value as object, Controller);
}

const guarded = { kind: 'guarded', users: 'none', clinicScoped: false, scopes: undefined };

describe('readPolicy', () => {
  it.each([
    ['@Public', [Public()], [], { kind: 'public' }],
    ['@SignedIn', [SignedIn()], [], { ...guarded, users: 'all' }],
    ['@Roles', [Roles('admin', 'billing')], [], { ...guarded, users: ['admin', 'billing'] }],
    [
      '@ClinicScoped, which opens to all users of the clinic',
      [ClinicScoped()],
      [],
      { ...guarded, users: 'all', clinicScoped: true },
    ],
    [
      '@ClinicScoped with @Roles',
      [ClinicScoped(), Roles('admin')],
      [],
      { ...guarded, users: ['admin'], clinicScoped: true },
    ],
    ['@Scopes, which opens to no user', [Scopes('a/b')], [], { ...guarded, scopes: ['a/b'] }],
    [
      '@Scopes with @ClinicScoped, still to no user',
      [Scopes('a/b'), ClinicScoped()],
      [],
      { ...guarded, clinicScoped: true, scopes: ['a/b'] },
    ],
    ['@Scopes beside @Roles', [Scopes('a/b'), Roles('admin')], [], { ...guarded, users: ['admin'], scopes: ['a/b'] }],
    ['@Scopes beside @SignedIn', [Scopes('a/b'), SignedIn()], [], { ...guarded, users: 'all', scopes: ['a/b'] }],
    ['the class when the method says nothing', [], [Roles('admin')], { ...guarded, users: ['admin'] }],
    ['the method before the class: @Roles', [Roles('billing')], [Roles('admin')], { ...guarded, users: ['billing'] }],
    ['the method before the class: @Public', [Public()], [Roles('admin')], { kind: 'public' }],
    [
      'the method before the class: @Roles in a public class',
      [Roles('admin')],
      [Public()],
      { ...guarded, users: ['admin'] },
    ],
    [
      'the method alone on who: no @Scopes from the class',
      [Roles('admin')],
      [Scopes('a/b')],
      { ...guarded, users: ['admin'] },
    ],
    [
      'the place from the class, the group from the method',
      [Roles('admin')],
      [ClinicScoped()],
      { ...guarded, users: ['admin'], clinicScoped: true },
    ],
    [
      'the place from the method, the group from the class',
      [ClinicScoped()],
      [Roles('admin')],
      { ...guarded, users: ['admin'], clinicScoped: true },
    ],
    [
      '@NotClinicScoped with its reason',
      [Public(), NotClinicScoped('hours are public')],
      [],
      { kind: 'public', notClinicScoped: 'hours are public' },
    ],
    [
      'the exception of the method before the place of the class',
      [Public(), NotClinicScoped('hours are public')],
      [ClinicScoped()],
      { kind: 'public', notClinicScoped: 'hours are public' },
    ],
    [
      'the place of the method before the exception of the class',
      [ClinicScoped()],
      [NotClinicScoped('hours are public')],
      { ...guarded, users: 'all', clinicScoped: true },
    ],
  ])('reads %s', (_name, onMethod, onClass, expected) => {
    expect(policyOf(onMethod, onClass)).toEqual(expected);
  });

  it.each([
    ['nothing at all', [], []],
    ['@Public and @Roles', [Public(), Roles('admin')], []],
    ['@Public and @SignedIn', [Public(), SignedIn()], []],
    ['@Public and @Scopes', [Public(), Scopes('a/b')], []],
    ['@Public and @ClinicScoped', [Public(), ClinicScoped()], []],
    ['@Public in a @ClinicScoped class', [Public()], [ClinicScoped()]],
    ['@ClinicScoped in a @Public class', [ClinicScoped()], [Public()]],
    ['@SignedIn and @Roles', [SignedIn(), Roles('admin')], []],
    ['@SignedIn and @ClinicScoped', [SignedIn(), ClinicScoped()], []],
    ['@ClinicScoped and @NotClinicScoped', [ClinicScoped(), NotClinicScoped('hours are public')], []],
    ['@NotClinicScoped alone', [NotClinicScoped('hours are public')], []],
    ['@SignedIn in a @ClinicScoped class', [SignedIn()], [ClinicScoped()]],
  ])('refuses %s', (_name, onMethod, onClass) => {
    expect(() => policyOf(onMethod, onClass)).toThrow(PolicyError);
  });
});

describe('RoutePolicies', () => {
  it('keeps apart what one inherited method means in two classes', () => {
    class Base {
      handle() {
        return undefined;
      }
    }
    @Roles('admin')
    class Guarded extends Base {}
    @Public()
    class Open extends Base {}
    const policies = new RoutePolicies();
    const handler = Object.getOwnPropertyDescriptor(Base.prototype, 'handle')?.value as object;
    expect(policies.of(handler, Guarded)).toMatchObject({ users: ['admin'] });
    expect(policies.of(handler, Open)).toEqual({ kind: 'public' });
    expect(policies.of(handler, Guarded)).toBe(policies.of(handler, Guarded));
    expect(() => policies.of(handler, Base)).toThrow(PolicyError);
  });
});
