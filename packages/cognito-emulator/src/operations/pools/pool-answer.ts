import { standardAttributeNames } from '../../pool/attributes.js';
import type { AttributeSchema, PoolConfiguration } from '../../pool/pool-configuration.js';
import type { UserPool } from '../../user-pool.js';
import { timestamp } from '../answers.js';

/** UserPoolType. */
export function poolAnswer({ pool, lambdaConfig, users }: Pick<UserPool, 'lambdaConfig' | 'pool' | 'users'>) {
  const { passwordPolicy: policy } = pool;
  return {
    Id: pool.id,
    Name: pool.name,
    // the account of every AWS example: an emulator has none
    Arn: `arn:aws:cognito-idp:${pool.region}:123456789012:userpool/${pool.id}`,
    Policies: {
      PasswordPolicy: {
        MinimumLength: policy.minimumLength,
        RequireUppercase: policy.requireUppercase,
        RequireLowercase: policy.requireLowercase,
        RequireNumbers: policy.requireNumbers,
        RequireSymbols: policy.requireSymbols,
        TemporaryPasswordValidityDays: policy.temporaryPasswordValidityDays,
      },
      SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] },
    },
    DeletionProtection: pool.deletionProtection,
    LambdaConfig: lambdaConfig(),
    LastModifiedDate: timestamp(pool.modifiedAt ?? pool.createdAt),
    CreationDate: timestamp(pool.createdAt),
    SchemaAttributes: schemaAnswer(pool),
    AutoVerifiedAttributes: pool.autoVerifiedAttributes,
    UsernameAttributes: pool.usernameAttributes,
    UsernameConfiguration: { CaseSensitive: false },
    UserAttributeUpdateSettings: {
      AttributesRequireVerificationBeforeUpdate: pool.attributesRequiringVerification,
    },
    VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
    MfaConfiguration: pool.mfaConfiguration,
    EstimatedNumberOfUsers: users.all().length,
    EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: pool.adminCreateUserOnly,
      UnusedAccountValidityDays: policy.temporaryPasswordValidityDays,
    },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    UserPoolTier: 'ESSENTIALS',
    Domain: pool.domain,
  };
}

function schemaAnswer({ customAttributes, requiredAttributes }: PoolConfiguration) {
  const standard = standardAttributeNames.map((name) =>
    attributeAnswer(
      {
        name,
        mutable: name !== 'sub',
        maxLength: 2048,
        dataType: name.endsWith('_verified') ? 'Boolean' : 'String',
      },
      name === 'sub' || requiredAttributes.includes(name),
    ),
  );
  return [...standard, ...customAttributes.map((attribute) => attributeAnswer(attribute, false))];
}

function attributeAnswer(attribute: AttributeSchema, required: boolean) {
  const { name, mutable, maxLength, minLength = 0, dataType = 'String' } = attribute;
  return {
    Name: name,
    AttributeDataType: dataType,
    DeveloperOnlyAttribute: name.startsWith('dev:'),
    Mutable: mutable,
    Required: required,
    ...(dataType === 'String' && {
      StringAttributeConstraints: { MinLength: String(minLength), MaxLength: String(maxLength) },
    }),
  };
}
