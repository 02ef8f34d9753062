import * as z from 'zod';
import type { Collection } from '../../state/store.js';
import type { UserPool } from '../../user-pool.js';
import { timestamp } from '../answers.js';
import { adminOperation } from '../operation.js';

// Configurations that a pool stores and describes as they were sent; the emulator sends no logs and assesses no risks

type Parts = Pick<UserPool, 'clients' | 'clock' | 'documents' | 'pool'>;
type Members = Readonly<Record<string, unknown>>;

const sent = z.record(z.string(), z.unknown()).optional();
const poolWide = 'ALL';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetLogDeliveryConfiguration.html */
export const setLogDeliveryConfiguration = adminOperation({
  name: 'SetLogDeliveryConfiguration',
  request: { LogConfigurations: z.array(z.record(z.string(), z.unknown())) },
  run(parts: Parts, { LogConfigurations }) {
    logs(parts).put(poolWide, { LogConfigurations });
    return { LogDeliveryConfiguration: { UserPoolId: parts.pool.id, LogConfigurations } };
  },
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetLogDeliveryConfiguration.html */
export const getLogDeliveryConfiguration = adminOperation({
  name: 'GetLogDeliveryConfiguration',
  request: {},
  run: (parts: Parts) => ({
    LogDeliveryConfiguration: { UserPoolId: parts.pool.id, LogConfigurations: [], ...logs(parts).get(poolWide) },
  }),
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetRiskConfiguration.html */
export const setRiskConfiguration = adminOperation({
  name: 'SetRiskConfiguration',
  request: {
    ClientId: z.string().optional(),
    CompromisedCredentialsRiskConfiguration: sent,
    AccountTakeoverRiskConfiguration: sent,
    RiskExceptionConfiguration: sent,
  },
  run(parts: Parts, { ClientId, ...input }) {
    requireClient(parts, ClientId);
    const { CompromisedCredentialsRiskConfiguration, AccountTakeoverRiskConfiguration, RiskExceptionConfiguration } =
      input;
    const members = {
      CompromisedCredentialsRiskConfiguration,
      AccountTakeoverRiskConfiguration,
      RiskExceptionConfiguration,
      LastModifiedDate: timestamp(parts.clock.now().toISOString()),
    };
    risks(parts).put(ClientId ?? poolWide, members);
    return { RiskConfiguration: riskAnswer(parts, ClientId, members) };
  },
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeRiskConfiguration.html */
export const describeRiskConfiguration = adminOperation({
  name: 'DescribeRiskConfiguration',
  request: { ClientId: z.string().optional() },
  run(parts: Parts, { ClientId }) {
    requireClient(parts, ClientId);
    return { RiskConfiguration: riskAnswer(parts, ClientId, risks(parts).get(ClientId ?? poolWide) ?? {}) };
  },
});

const logs = ({ documents }: Parts): Collection<Members> => documents('log-delivery');
const risks = ({ documents }: Parts): Collection<Members> => documents('risk-configuration');

function requireClient({ clients }: Parts, clientId: string | undefined): void {
  if (clientId !== undefined) clients.withId(clientId);
}

function riskAnswer({ pool }: Parts, ClientId: string | undefined, members: Members): Members {
  return { UserPoolId: pool.id, ...(ClientId !== undefined && { ClientId }), ...members };
}
