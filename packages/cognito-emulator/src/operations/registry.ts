import { addCustomAttributes } from './pools/add-custom-attributes.js';
import { addUserPoolClientSecret } from './clients/add-user-pool-client-secret.js';
import { adminAddUserToGroup } from './groups/admin-add-user-to-group.js';
import { adminConfirmSignUp } from './users/admin-confirm-sign-up.js';
import { adminCreateUser } from './users/admin-create-user.js';
import { adminDeleteSoftwareToken } from './mfa/admin-delete-software-token.js';
import { adminDeleteUser } from './users/admin-delete-user.js';
import { adminDeleteUserAttributes } from './users/admin-delete-user-attributes.js';
import { adminDisableUser } from './users/admin-disable-user.js';
import { adminEnableUser } from './users/admin-enable-user.js';
import { adminGetUser } from './users/admin-get-user.js';
import { adminInitiateAuth } from './sign-in/admin-initiate-auth.js';
import { adminListGroupsForUser } from './groups/admin-list-groups-for-user.js';
import { adminListUserSessions } from './sessions/admin-list-user-sessions.js';
import { adminRemoveUserFromGroup } from './groups/admin-remove-user-from-group.js';
import { adminResetUserPassword } from './users/admin-reset-user-password.js';
import { adminRespondToAuthChallenge } from './sign-in/admin-respond-to-auth-challenge.js';
import { adminRevokeUserSession } from './sessions/admin-revoke-user-session.js';
import { adminSetUserMfaPreference } from './mfa/admin-set-user-mfa-preference.js';
import { adminSetUserPassword } from './users/admin-set-user-password.js';
import { adminUpdateUserAttributes } from './users/admin-update-user-attributes.js';
import { adminUserGlobalSignOut } from './sessions/admin-user-global-sign-out.js';
import { associateSoftwareToken } from './mfa/associate-software-token.js';
import { changePassword } from './password/change-password.js';
import { confirmForgotPassword } from './password/confirm-forgot-password.js';
import { confirmSignUp } from './sign-up/confirm-sign-up.js';
import { createGroup } from './groups/create-group.js';
import { createResourceServer } from './resource-servers/create-resource-server.js';
import { createUserPool } from './pools/create-user-pool.js';
import { createUserPoolClient } from './clients/create-user-pool-client.js';
import { deleteGroup } from './groups/delete-group.js';
import { deleteResourceServer } from './resource-servers/delete-resource-server.js';
import { deleteUser } from './account/delete-user.js';
import { deleteUserAttributes } from './account/delete-user-attributes.js';
import { deleteUserPool } from './pools/delete-user-pool.js';
import { deleteUserPoolClient } from './clients/delete-user-pool-client.js';
import { deleteUserPoolClientSecret } from './clients/delete-user-pool-client-secret.js';
import { describeResourceServer } from './resource-servers/describe-resource-server.js';
import { describeUserPool } from './pools/describe-user-pool.js';
import { describeUserPoolClient } from './clients/describe-user-pool-client.js';
import {
  createUserPoolDomain,
  deleteUserPoolDomain,
  describeUserPoolDomain,
  updateUserPoolDomain,
} from './pools/domains.js';
import { forgotPassword } from './password/forgot-password.js';
import { getGroup } from './groups/get-group.js';
import { getTokensFromRefreshToken } from './sessions/get-tokens-from-refresh-token.js';
import { getUser } from './account/get-user.js';
import { getUserAttributeVerificationCode } from './account/get-user-attribute-verification-code.js';
import { getUserPoolMfaConfig } from './mfa/get-user-pool-mfa-config.js';
import { globalSignOut } from './sessions/global-sign-out.js';
import { initiateAuth } from './sign-in/initiate-auth.js';
import { listGroups } from './groups/list-groups.js';
import { listResourceServers } from './resource-servers/list-resource-servers.js';
import { listUserPoolClients } from './clients/list-user-pool-clients.js';
import { listUserPoolClientSecrets } from './clients/list-user-pool-client-secrets.js';
import { listUserPools } from './pools/list-user-pools.js';
import { listUsers } from './users/list-users.js';
import { listUsersInGroup } from './groups/list-users-in-group.js';
import type { Operation } from './operation.js';
import { resendConfirmationCode } from './sign-up/resend-confirmation-code.js';
import { respondToAuthChallenge } from './sign-in/respond-to-auth-challenge.js';
import { revokeToken } from './sessions/revoke-token.js';
import { setUserMfaPreference } from './mfa/set-user-mfa-preference.js';
import { setUserPoolMfaConfig } from './mfa/set-user-pool-mfa-config.js';
import { signUp } from './sign-up/sign-up.js';
import { updateGroup } from './groups/update-group.js';
import { updateResourceServer } from './resource-servers/update-resource-server.js';
import { updateUserAttributes } from './account/update-user-attributes.js';
import { updateUserPool } from './pools/update-user-pool.js';
import { updateUserPoolClient } from './clients/update-user-pool-client.js';
import { verifySoftwareToken } from './mfa/verify-software-token.js';
import { verifyUserAttribute } from './account/verify-user-attribute.js';
import { tagResource, untagResource, listTagsForResource } from './tags/tags.js';
import {
  createIdentityProvider,
  describeIdentityProvider,
  getIdentityProviderByIdentifier,
  updateIdentityProvider,
  deleteIdentityProvider,
  listIdentityProviders,
} from './identity-providers/identity-providers.js';
import {
  createManagedLoginBranding,
  updateManagedLoginBranding,
  describeManagedLoginBranding,
  describeManagedLoginBrandingByClient,
  deleteManagedLoginBranding,
} from './branding/managed-login-branding.js';
import { setUiCustomization, getUiCustomization } from './branding/ui-customization.js';
import {
  setLogDeliveryConfiguration,
  getLogDeliveryConfiguration,
  setRiskConfiguration,
  describeRiskConfiguration,
} from './pools/stored-configurations.js';

/** Every operation that the emulator answers; what is not listed is UnknownOperationException. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  [
    addCustomAttributes,
    addUserPoolClientSecret,
    adminAddUserToGroup,
    adminConfirmSignUp,
    adminCreateUser,
    adminDeleteSoftwareToken,
    adminDeleteUser,
    adminDeleteUserAttributes,
    adminDisableUser,
    adminEnableUser,
    adminGetUser,
    adminInitiateAuth,
    adminListGroupsForUser,
    adminListUserSessions,
    adminRemoveUserFromGroup,
    adminResetUserPassword,
    adminRespondToAuthChallenge,
    adminRevokeUserSession,
    adminSetUserMfaPreference,
    adminSetUserPassword,
    adminUpdateUserAttributes,
    adminUserGlobalSignOut,
    associateSoftwareToken,
    changePassword,
    confirmForgotPassword,
    confirmSignUp,
    createGroup,
    createResourceServer,
    createUserPool,
    createUserPoolClient,
    createUserPoolDomain,
    deleteGroup,
    deleteResourceServer,
    deleteUser,
    deleteUserAttributes,
    deleteUserPool,
    deleteUserPoolClient,
    deleteUserPoolClientSecret,
    deleteUserPoolDomain,
    describeResourceServer,
    describeUserPool,
    describeUserPoolClient,
    describeUserPoolDomain,
    forgotPassword,
    getGroup,
    getTokensFromRefreshToken,
    getUser,
    getUserAttributeVerificationCode,
    getUserPoolMfaConfig,
    globalSignOut,
    initiateAuth,
    listGroups,
    listResourceServers,
    listUserPoolClientSecrets,
    listUserPoolClients,
    listUserPools,
    listUsers,
    listUsersInGroup,
    resendConfirmationCode,
    respondToAuthChallenge,
    revokeToken,
    setUserMfaPreference,
    setUserPoolMfaConfig,
    signUp,
    updateGroup,
    updateResourceServer,
    updateUserAttributes,
    updateUserPool,
    updateUserPoolClient,
    updateUserPoolDomain,
    verifySoftwareToken,
    tagResource,
    untagResource,
    listTagsForResource,
    createIdentityProvider,
    describeIdentityProvider,
    getIdentityProviderByIdentifier,
    updateIdentityProvider,
    deleteIdentityProvider,
    listIdentityProviders,
    createManagedLoginBranding,
    updateManagedLoginBranding,
    describeManagedLoginBranding,
    describeManagedLoginBrandingByClient,
    deleteManagedLoginBranding,
    setUiCustomization,
    getUiCustomization,
    setLogDeliveryConfiguration,
    getLogDeliveryConfiguration,
    setRiskConfiguration,
    describeRiskConfiguration,
    verifyUserAttribute,
  ].map((operation) => [operation.name, operation]),
);
