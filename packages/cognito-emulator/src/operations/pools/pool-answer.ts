import { schemaOf } from '../../pool/attribute-schema.js';
import type { AttributeSchema, PoolConfiguration, SentMembers } from '../../pool/pool-configuration.js';
import { domainsOf } from '../../pool/pool-domains.js';
import type { UserPool } from '../../user-pool.js';
import { accountId, timestamp } from '../answers.js';

/** UserPoolType: what was sent, and the defaults that AWS reports. */
export function poolAnswer({ pool, lambdaConfig, users }: Pick<UserPool, 'lambdaConfig' | 'pool' | 'users'>) {
  const settings = pool.settings ?? {};
  return {
    Id: pool.id,
    Name: pool.name,
    Arn: poolArn(pool),
    Policies: policiesAnswer(pool, settings),
    DeletionProtection: pool.deletionProtection,
    LambdaConfig: lambdaConfig(),
    LastModifiedDate: timestamp(pool.modifiedAt ?? pool.createdAt),
    CreationDate: timestamp(pool.createdAt),
    SchemaAttributes: schemaOf(pool).map((attribute) => attributeAnswer(pool, attribute)),
    AutoVerifiedAttributes: listAnswer(pool.autoVerifiedAttributes),
    UsernameAttributes: listAnswer(pool.usernameAttributes),
    ...messagesAnswer(settings),
    UserAttributeUpdateSettings: updateSettingsAnswer(pool),
    MfaConfiguration: pool.mfaConfiguration,
    DeviceConfiguration: settings['DeviceConfiguration'],
    EstimatedNumberOfUsers: users.size,
    EmailConfiguration: settings['EmailConfiguration'] ?? { EmailSendingAccount: 'COGNITO_DEFAULT' },
    SmsConfiguration: settings['SmsConfiguration'],
    UserPoolTags: pool.tags ?? {},
    ...domainAnswer(pool),
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: pool.adminCreateUserOnly,
      UnusedAccountValidityDays: pool.passwordPolicy.temporaryPasswordValidityDays,
      InviteMessageTemplate: settings['InviteMessageTemplate'],
    },
    UserPoolAddOns: settings['UserPoolAddOns'],
    UsernameConfiguration: settings['UsernameConfiguration'],
    AccountRecoverySetting: settings['AccountRecoverySetting'] ?? defaultRecovery,
    UserPoolTier: settings['UserPoolTier'] ?? 'ESSENTIALS',
    KeyConfiguration: settings['KeyConfiguration'],
    IssuerConfiguration: settings['IssuerConfiguration'],
    DcrConfiguration: settings['DcrConfiguration'],
    AcrConfiguration: settings['AcrConfiguration'],
  };
}

/** A pool's ARN, in the account of every AWS example: an emulator has none. */
export function poolArn({ id, region }: Pick<PoolConfiguration, 'id' | 'region'>): string {
  return `arn:aws:cognito-idp:${region}:${accountId}:userpool/${id}`;
}

const defaultRecovery = {
  RecoveryMechanisms: [
    { Priority: 1, Name: 'verified_email' },
    { Priority: 2, Name: 'verified_phone_number' },
  ],
};

function policiesAnswer({ passwordPolicy: policy }: PoolConfiguration, settings: SentMembers) {
  return {
    PasswordPolicy: {
      MinimumLength: policy.minimumLength,
      RequireUppercase: policy.requireUppercase,
      RequireLowercase: policy.requireLowercase,
      RequireNumbers: policy.requireNumbers,
      RequireSymbols: policy.requireSymbols,
      PasswordHistorySize: settings['PasswordHistorySize'],
      TemporaryPasswordValidityDays: policy.temporaryPasswordValidityDays,
    },
    SignInPolicy: settings['SignInPolicy'] ?? { AllowedFirstAuthFactors: ['PASSWORD'] },
  };
}

/** The older members and VerificationMessageTemplate are two names for the same texts: each shows what the other was sent. */
function messagesAnswer(settings: SentMembers) {
  const template = (settings['VerificationMessageTemplate'] ?? {}) as SentMembers;
  const sms = settings['SmsVerificationMessage'] ?? template['SmsMessage'];
  const email = settings['EmailVerificationMessage'] ?? template['EmailMessage'];
  const subject = settings['EmailVerificationSubject'] ?? template['EmailSubject'];
  return {
    SmsVerificationMessage: sms,
    EmailVerificationMessage: email,
    EmailVerificationSubject: subject,
    VerificationMessageTemplate: {
      DefaultEmailOption: 'CONFIRM_WITH_CODE',
      ...template,
      SmsMessage: sms,
      EmailMessage: email,
      EmailSubject: subject,
    },
    SmsAuthenticationMessage: settings['SmsAuthenticationMessage'],
  };
}

/** A pool that was never sent the setting has none. */
function updateSettingsAnswer({ settings, attributesRequiringVerification: names }: PoolConfiguration) {
  const wasSent = names.length > 0 || settings?.['UserAttributeUpdateSettings'] !== undefined;
  return wasSent ? { AttributesRequireVerificationBeforeUpdate: names } : undefined;
}

function domainAnswer(pool: PoolConfiguration) {
  const domains = domainsOf(pool);
  return {
    Domain: domains.find(({ customDomainConfig }) => customDomainConfig === undefined)?.name,
    CustomDomain: domains.find(({ customDomainConfig }) => customDomainConfig !== undefined)?.name,
  };
}

const listAnswer = <T>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list);

function attributeAnswer({ requiredAttributes }: PoolConfiguration, attribute: AttributeSchema) {
  const { name, mutable, dataType = 'String' } = attribute;
  return {
    Name: name,
    AttributeDataType: dataType,
    DeveloperOnlyAttribute: name.startsWith('dev:'),
    Mutable: mutable,
    Required: name === 'sub' || requiredAttributes.includes(name),
    ...(dataType === 'String' && { StringAttributeConstraints: constraintsAnswer(attribute) }),
    ...(dataType === 'Number' && { NumberAttributeConstraints: attribute.constraints ?? {} }),
  };
}

function constraintsAnswer({ constraints, minLength = 0, maxLength }: AttributeSchema) {
  return constraints ?? { MinLength: String(minLength), MaxLength: String(maxLength) };
}
